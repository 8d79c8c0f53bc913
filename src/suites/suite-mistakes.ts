import { SeatrialError } from '#base';
import type { SuiteProblem } from './suite-problem.ts';

/**
 * A suite that cannot be used, with every mistake that was found in its files. As an error it speaks of the first one;
 * `seatrial check` prints all.
 */
export class SuiteMistakes extends SeatrialError {
  readonly problems: readonly SuiteProblem[];

  /** @param problems at least one; they are told file by file, each from its top */
  constructor(problems: readonly SuiteProblem[]) {
    const inOrder = inOrderOfPlace(problems);
    const [first] = inOrder;
    const more = problems.length - 1;
    super(first?.code ?? 'SUITES_BAD_FIELD', {
      message: `${first?.message ?? 'the suite cannot be used'}${more > 0 ? ` (and ${more} more)` : ''}`,
      hint: `${first?.hint ?? ''}${more > 0 ? '; `seatrial check` lists all mistakes' : ''}`,
      ...(first !== undefined && { where: first.where }),
    });
    this.problems = inOrder;
  }
}

function inOrderOfPlace(problems: readonly SuiteProblem[]): SuiteProblem[] {
  const files = [...new Set(problems.map(({ where }) => where.file))];
  const rank = ({ where }: SuiteProblem): number[] => [files.indexOf(where.file), where.line ?? 0, where.column ?? 0];
  return [...problems].sort((left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}

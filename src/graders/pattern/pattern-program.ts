import { badPattern } from './bad-pattern.ts';
import type { PatternNode } from './pattern-node.ts';

/** Longest program; a search takes at most this many steps for each character. */
const mostInstructions = 1000;

/** One instruction. Those without a `next` go on to the instruction after them. */
export type PatternInstruction =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly what: 'start' | 'end' | 'boundary' | 'no-boundary' }
  | { kind: 'split'; left: number; right: number }
  | { kind: 'jump'; to: number }
  | { readonly kind: 'found' };

/**
 * Translates a pattern into a non-deterministic automaton (Thompson 1968). Counted repetitions are written out.
 *
 * @throws GRADERS_BAD_PATTERN when more than 1,000 instructions are needed
 */
export function patternProgram(pattern: PatternNode, source: string): readonly PatternInstruction[] {
  const program: PatternInstruction[] = [];
  const emit = (instruction: PatternInstruction): number => {
    if (program.length >= mostInstructions)
      throw badPattern(
        source,
        `expected a pattern of at most ${mostInstructions} steps, repetitions counted, got more`,
      );
    return program.push(instruction) - 1;
  };
  const write = (node: PatternNode): void => {
    if (node.kind === 'sequence') for (const item of node.items) write(item);
    else if (node.kind === 'choice') writeChoice(node.branches);
    else if (node.kind === 'repeat') writeRepeat(node);
    else emit(node);
  };
  const writeChoice = (branches: readonly PatternNode[]): void => {
    const exits: { to: number }[] = [];
    for (const [at, branch] of branches.entries()) {
      const split = at < branches.length - 1 ? { kind: 'split' as const, left: program.length + 1, right: 0 } : null;
      if (split !== null) emit(split);
      write(branch);
      if (split === null) continue;
      const exit = { kind: 'jump' as const, to: 0 };
      emit(exit);
      exits.push(exit);
      split.right = program.length;
    }
    for (const exit of exits) exit.to = program.length;
  };
  const writeOptional = (item: PatternNode, again: boolean): void => {
    const split = { kind: 'split' as const, left: program.length + 1, right: 0 };
    const start = emit(split);
    write(item);
    if (again) emit({ kind: 'jump', to: start });
    split.right = program.length;
  };
  const writeRepeat = ({ item, least, most }: Extract<PatternNode, { kind: 'repeat' }>): void => {
    if (least > mostInstructions || (most ?? 0) > mostInstructions)
      throw badPattern(source, `expected at most ${mostInstructions} repetitions, got ${most ?? least}`);
    for (let time = 0; time < least; time++) write(item);
    if (most === null) writeOptional(item, true);
    else for (let time = least; time < most; time++) writeOptional(item, false);
  };
  write(pattern);
  emit({ kind: 'found' });
  return program;
}

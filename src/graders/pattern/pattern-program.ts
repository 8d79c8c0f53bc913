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
  const writer = new ProgramWriter(source);
  writer.write(pattern);
  writer.emit({ kind: 'found' });
  return writer.program;
}

class ProgramWriter {
  readonly program: PatternInstruction[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  emit(instruction: PatternInstruction): number {
    if (this.program.length < mostInstructions) return this.program.push(instruction) - 1;
    throw badPattern(
      this.#source,
      `expected a pattern of at most ${mostInstructions} steps, repetitions counted, got more`,
    );
  }

  write(node: PatternNode): void {
    if (node.kind === 'sequence') for (const item of node.items) this.write(item);
    else if (node.kind === 'choice') this.#writeChoice(node.branches);
    else if (node.kind === 'repeat') this.#writeRepeat(node);
    else this.emit(node);
  }

  #writeChoice(branches: readonly PatternNode[]): void {
    const exits: { to: number }[] = [];
    for (const branch of branches.slice(0, -1)) {
      const split = this.#split();
      this.write(branch);
      const exit = { kind: 'jump' as const, to: 0 };
      this.emit(exit);
      exits.push(exit);
      split.right = this.program.length;
    }
    for (const branch of branches.slice(-1)) this.write(branch);
    for (const exit of exits) exit.to = this.program.length;
  }

  #writeRepeat({ item, least, most }: Extract<PatternNode, { kind: 'repeat' }>): void {
    const times = most ?? least;
    if (times > mostInstructions)
      throw badPattern(this.#source, `expected at most ${mostInstructions} repetitions, got ${times}`);
    for (let time = 0; time < least; time++) this.write(item);
    if (most === null) this.#writeOptional(item, true);
    else for (let time = least; time < most; time++) this.#writeOptional(item, false);
  }

  #writeOptional(item: PatternNode, again: boolean): void {
    const start = this.program.length;
    const split = this.#split();
    this.write(item);
    if (again) this.emit({ kind: 'jump', to: start });
    split.right = this.program.length;
  }

  /** A fork whose right way is set once it is known. */
  #split(): { right: number } {
    const split = { kind: 'split' as const, left: this.program.length + 1, right: 0 };
    this.emit(split);
    return split;
  }
}

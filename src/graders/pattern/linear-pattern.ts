import { parsePattern } from './parse-pattern.ts';
import { type PatternInstruction, patternProgram } from './pattern-program.ts';

/** A regular expression that cannot hang. */
export interface LinearPattern {
  readonly source: string;
  /** The earliest-ending place that fits; null when there is none. Its time is bounded by the text's length times the pattern's. */
  find(text: string): { readonly from: number; readonly to: number } | null;
}

/**
 * Compiles a regular expression that runs in linear time, by following all its ways through the text at once instead of one after the other.
 *
 * It finds what JavaScript finds with the flags `iu`, or `u` where case is minded; `(?i:…)` and `(?-i:…)` change it for a part. A search by deadline would be shorter, but its answer would depend on
 * how busy the machine is, and the agent could pick a text that makes an innocent pattern run out of time.
 * Source: Thompson 1968, "Regular expression search algorithm"; Cox 2007, "Regular expression matching can be simple and fast".
 *
 * @throws GRADERS_BAD_PATTERN for a syntax error, look-around, a back-reference, or a pattern of more than 1,000 steps
 * @example linearPattern('(a+)+$').find('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab') // null, at once
 */
export function linearPattern(source: string, { ignoreCase = true } = {}): LinearPattern {
  const program = patternProgram(parsePattern(source, ignoreCase), source);
  return { source, find: (text) => new Search(program, text).run() };
}

const wordCharacter = /^\w$/iu;

/** The ways through the program that are open at one place, oldest beginning first; no instruction twice. */
class OpenWays {
  readonly instructions: number[] = [];
  readonly beginnings: number[] = [];
  readonly #seen: Uint8Array;

  constructor(size: number) {
    this.#seen = new Uint8Array(size);
  }

  add(instruction: number): boolean {
    if (this.#seen[instruction] === 1) return false;
    this.#seen[instruction] = 1;
    return true;
  }

  clear(): void {
    this.instructions.length = 0;
    this.beginnings.length = 0;
    this.#seen.fill(0);
  }
}

class Search {
  readonly #program: readonly PatternInstruction[];
  readonly #text: string;
  #before = '';

  constructor(program: readonly PatternInstruction[], text: string) {
    this.#program = program;
    this.#text = text;
  }

  run(): { from: number; to: number } | null {
    let open = new OpenWays(this.#program.length);
    let next = new OpenWays(this.#program.length);
    for (let at = 0; ; ) {
      const character = this.#characterAt(at);
      this.#follow(open, 0, at, at, character);
      const found = open.instructions.findIndex((way) => this.#program[way]?.kind === 'found');
      if (found >= 0) return { from: open.beginnings[found] ?? at, to: at };
      if (character === '') return null;
      this.#before = character;
      at += character.length;
      this.#step(open, next, character, at);
      [open, next] = [next, open];
      next.clear();
    }
  }

  #step(open: OpenWays, next: OpenWays, character: string, at: number): void {
    const following = this.#characterAt(at);
    for (const [index, way] of open.instructions.entries()) {
      const instruction = this.#program[way];
      if (instruction?.kind === 'character' && instruction.fits(character))
        this.#follow(next, way + 1, open.beginnings[index] ?? at, at, following);
    }
  }

  /** Opens a way, and all that it leads to without reading a character. */
  #follow(ways: OpenWays, way: number, beginning: number, at: number, following: string): void {
    const pending = [way];
    for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
      if (!ways.add(here)) continue;
      const instruction = this.#program[here];
      if (instruction === undefined) continue;
      if (instruction.kind === 'jump') pending.push(instruction.to);
      else if (instruction.kind === 'split') pending.push(instruction.right, instruction.left);
      else if (instruction.kind === 'assertion') {
        if (this.#holds(instruction.what, at, following)) pending.push(here + 1);
      } else {
        ways.instructions.push(here);
        ways.beginnings.push(beginning);
      }
    }
  }

  #holds(what: 'start' | 'end' | 'boundary' | 'no-boundary', at: number, following: string): boolean {
    if (what === 'start') return at === 0;
    if (what === 'end') return following === '';
    return (wordCharacter.test(this.#before) !== wordCharacter.test(following)) === (what === 'boundary');
  }

  #characterAt(at: number): string {
    const code = this.#text.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }
}

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
  const first = firstCharacters(program);
  return { source, find: (text) => new Search(program, first, text).run() };
}

type FirstCharacters = readonly ((character: string) => boolean)[] | null;

const wordCharacter = /^\w$/iu;

/** The ways through the program that are open at one place, oldest beginning first; no instruction twice. */
class OpenWays {
  readonly instructions: number[] = [];
  readonly beginnings: number[] = [];
  readonly #seen: Uint32Array;
  #round = 1;

  constructor(size: number) {
    this.#seen = new Uint32Array(size);
  }

  add(instruction: number): boolean {
    if (this.#seen[instruction] === this.#round) return false;
    this.#seen[instruction] = this.#round;
    return true;
  }

  clear(): void {
    this.instructions.length = 0;
    this.beginnings.length = 0;
    this.#round++;
  }
}

class Search {
  readonly #program: readonly PatternInstruction[];
  readonly #text: string;
  readonly #firstCharacters: FirstCharacters;
  readonly #pending: number[] = [];
  #before = '';

  constructor(program: readonly PatternInstruction[], first: FirstCharacters, text: string) {
    this.#program = program;
    this.#text = text;
    this.#firstCharacters = first;
  }

  run(): { from: number; to: number } | null {
    let open = new OpenWays(this.#program.length);
    let next = new OpenWays(this.#program.length);
    for (let at = 0; ; ) {
      const character = this.#characterAt(at);
      if (open.instructions.length > 0 || this.#mayBegin(character)) {
        this.#follow(open, 0, at, at, character);
        const found = open.instructions.findIndex((way) => this.#program[way]?.kind === 'found');
        if (found >= 0) return { from: open.beginnings[found] ?? at, to: at };
      }
      if (character === '') return null;
      this.#before = character;
      at += character.length;
      this.#step(open, next, character, at);
      [open, next] = [next, open];
      next.clear();
    }
  }

  // Most places of most texts are no beginning of what is looked for.
  #mayBegin(character: string): boolean {
    return (
      this.#firstCharacters === null || (character !== '' && this.#firstCharacters.some((fits) => fits(character)))
    );
  }

  #step(open: OpenWays, next: OpenWays, character: string, at: number): void {
    if (open.instructions.length === 0) return;
    const following = this.#characterAt(at);
    for (const [index, way] of open.instructions.entries()) {
      const instruction = this.#program[way];
      if (instruction?.kind === 'character' && instruction.fits(character))
        this.#follow(next, way + 1, open.beginnings[index] ?? at, at, following);
    }
  }

  /** Opens a way, and all that it leads to without reading a character. */
  #follow(ways: OpenWays, way: number, beginning: number, at: number, following: string): void {
    const pending = this.#pending;
    pending.push(way);
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
    const code = this.#text.charCodeAt(at);
    if (!(code >= 0xd800 && code <= 0xdbff)) return this.#text.charAt(at);
    return String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
  }
}

/** What the first character may be; null where a pattern can begin with an assertion or be empty, and every place must be tried. */
function firstCharacters(program: readonly PatternInstruction[]): FirstCharacters {
  const seen = new Set<number>();
  const pending = [0];
  const found: ((character: string) => boolean)[] = [];
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    const instruction = program[here];
    if (instruction === undefined || seen.has(here)) continue;
    seen.add(here);
    if (instruction.kind === 'jump') pending.push(instruction.to);
    else if (instruction.kind === 'split') pending.push(instruction.right, instruction.left);
    else if (instruction.kind === 'character') found.push(instruction.fits);
    else return null;
  }
  return found;
}

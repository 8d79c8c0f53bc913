import { badPattern } from './bad-pattern.ts';
import type { PatternNode } from './pattern-node.ts';

/**
 * Parses the regular part of JavaScript's regular expressions, flags `iu` or `u`: no look-around, no back-references. Which single characters an atom
 * fits is left to the engine's own RegExp, one character at a time.
 *
 * @throws GRADERS_BAD_PATTERN for a syntax error, and for what cannot be run in linear time
 */
export function parsePattern(source: string, ignoreCase: boolean): PatternNode {
  try {
    new RegExp(source, ignoreCase ? 'iu' : 'u');
  } catch (cause) {
    throw badPattern(source, cause instanceof Error ? cause.message.replace(/^.*: /, '') : 'not a regular expression');
  }
  return new PatternParser(source, ignoreCase).parse();
}

class PatternParser {
  readonly #source: string;
  #at = 0;
  #ignoreCase: boolean;
  readonly #atoms = new Map<string, (character: string) => boolean>();

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#ignoreCase = ignoreCase;
  }

  parse(): PatternNode {
    return this.#choice();
  }

  #choice(): PatternNode {
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#here())) items.push(this.#quantified(this.#item()));
    return { kind: 'sequence', items };
  }

  #item(): PatternNode {
    if (this.#take('^')) return { kind: 'assertion', what: 'start' };
    if (this.#take('$')) return { kind: 'assertion', what: 'end' };
    if (this.#take('\\b')) return { kind: 'assertion', what: 'boundary' };
    if (this.#take('\\B')) return { kind: 'assertion', what: 'no-boundary' };
    if (this.#here() === '(') return this.#group();
    return { kind: 'character', fits: this.#atom(this.#atomSource()) };
  }

  #group(): PatternNode {
    const opening = /^\((?:\?<[^=!>][^>]*>|\?([ims]*)(?:-([ims]+))?:|(?!\?))/.exec(this.#source.slice(this.#at));
    const flags = `${opening?.[1] ?? ''}${opening?.[2] ?? ''}`;
    if (opening === null || /[ms]/.test(flags))
      throw badPattern(
        this.#source,
        `expected no look-around and no flags but i, got ${this.#source.slice(this.#at, this.#at + 4)}`,
      );
    this.#at += opening[0].length;
    const outer = this.#ignoreCase;
    if (flags !== '') this.#ignoreCase = opening[1]?.includes('i') === true;
    const inside = this.#choice();
    this.#ignoreCase = outer;
    this.#take(')');
    return inside;
  }

  #quantified(item: PatternNode): PatternNode {
    const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at, this.#at + 60));
    if (quantifier === null) return item;
    this.#at += quantifier[0].length;
    const [text, least, comma, most] = quantifier;
    if (text.startsWith('*')) return { kind: 'repeat', item, least: 0, most: null };
    if (text.startsWith('+')) return { kind: 'repeat', item, least: 1, most: null };
    if (text.startsWith('?')) return { kind: 'repeat', item, least: 0, most: 1 };
    const bound = comma === '' ? Number(least) : most === '' ? null : Number(most);
    return { kind: 'repeat', item, least: Number(least), most: bound };
  }

  /** The source of an atom that fits one character: a class, an escape, the dot, or the character itself. */
  #atomSource(): string {
    const rest = this.#source.slice(this.#at);
    const atom =
      /^\[(?:\\[\s\S]|[^\]\\])*\]/.exec(rest) ??
      /^\\(?:[pPu]\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|0|[^1-9k])/u.exec(
        rest,
      ) ??
      /^[^\\]/u.exec(rest);
    if (atom === null) throw badPattern(this.#source, `expected no back-reference, got ${rest.slice(0, 4)}`);
    this.#at += atom[0].length;
    return atom[0];
  }

  #atom(source: string): (character: string) => boolean {
    const flags = this.#ignoreCase ? 'iu' : 'u';
    const key = `${flags}${source}`;
    const known = this.#atoms.get(key);
    if (known !== undefined) return known;
    const fits = remembered(new RegExp(`^(?:${source})$`, flags));
    this.#atoms.set(key, fits);
    return fits;
  }

  #here(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}

/** Whether a pattern fits a character, asked once for each of the characters that texts mostly consist of. */
function remembered(pattern: RegExp): (character: string) => boolean {
  const answers = new Int8Array(256);
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= answers.length) return pattern.test(character);
    if (answers[code] === 0) answers[code] = pattern.test(character) ? 1 : -1;
    return answers[code] === 1;
  };
}

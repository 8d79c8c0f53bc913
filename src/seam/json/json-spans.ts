/** Where a value of a JSON text stands: character offsets from its first character to behind its last. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
  /** Members of an object in order; of a name that occurs twice the last counts, as for parsers. Empty for other values. */
  readonly members: readonly JsonMemberSpan[];
  /** Items of an array in order; empty for other values. */
  readonly items: readonly JsonSpan[];
}

/** A member with the place of its name, quotes included. */
export interface JsonMemberSpan {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: JsonSpan;
}

const deepest = 200;

/**
 * The spans of a valid JSON text, so that one value can be exchanged without touching any other character: numbers keep their digits, and
 * spaces stay where they are. Null for a text that is no JSON, or nested deeper than 200.
 */
export function jsonSpans(text: string): JsonSpan | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return new Scanner(text).root();
}

// The text is known to be valid, so the scanner only finds boundaries.
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  root(): JsonSpan | null {
    try {
      return this.#value(0);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #value(depth: number): JsonSpan {
    if (depth > deepest) throw new RangeError('too deep');
    this.#spaces();
    const start = this.#at;
    const first = this.#text[start];
    const members = first === '{' ? this.#members(depth) : [];
    const items = first === '[' ? this.#items(depth) : [];
    if (first === '"') this.#string();
    else if (first !== '{' && first !== '[') while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ' ')) this.#at++;
    return { start, end: this.#at, members, items };
  }

  #members(depth: number): JsonMemberSpan[] {
    const members: JsonMemberSpan[] = [];
    this.#each('}', () => {
      const nameStart = this.#at;
      this.#string();
      const nameEnd = this.#at;
      this.#spaces();
      this.#at++;
      const name = JSON.parse(this.#text.slice(nameStart, nameEnd)) as string;
      members.push({ name, nameStart, nameEnd, value: this.#value(depth + 1) });
    });
    return members;
  }

  #items(depth: number): JsonSpan[] {
    const items: JsonSpan[] = [];
    this.#each(']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  #each(close: string, read: () => void): void {
    this.#at++;
    this.#spaces();
    while (this.#text[this.#at] !== close) {
      read();
      this.#spaces();
      if (this.#text[this.#at] === ',') {
        this.#at++;
        this.#spaces();
      }
    }
    this.#at++;
  }

  #string(): void {
    this.#at++;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
  }

  #spaces(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}

/** The span at a path of member names and item numbers; null where there is none. */
export function spanAt(root: JsonSpan, parts: readonly string[]): JsonSpan | null {
  let at: JsonSpan | undefined = root;
  for (const part of parts) {
    at = at.members.findLast(({ name }) => name === part)?.value ?? at.items[Number(part)];
    if (at === undefined) return null;
  }
  return at;
}

import { wordsOf } from './words-of.ts';

/** One sentence or list item of an agent's turn, without markup. */
export interface Sentence {
  readonly text: string;
  /** Lower case, one space between words. */
  readonly lower: string;
  readonly words: readonly string[];
  /** Whether it ends in a question mark, or stands in a list under a line that asks. */
  readonly questioned: boolean;
  /** The line that introduces the list it stands in; null outside lists. */
  readonly intro: string | null;
}

/** Of longer turns the beginning and the end are read: what an agent wants from the user stands there. */
const mostCharacters = 20_000;

/**
 * The sentences of an agent's turn: Markdown taken off, lists and tables cut into their items, abbreviations kept whole.
 *
 * Source text is hostile: at most 20,000 characters are looked at, by expressions without backtracking.
 */
export function sentencesOf(turn: string): Sentence[] {
  const sentences: Sentence[] = [];
  let intro: string | null = null;
  for (const line of readable(turn).split('\n')) {
    const { text, item } = withoutMarkup(line);
    if (text === '') continue;
    if (!item) intro = /[:?]$/.test(text) ? text.toLowerCase() : null;
    for (const part of cut(text)) sentences.push(sentence(part, item ? intro : null));
  }
  return sentences;
}

function readable(turn: string): string {
  if (turn.length <= mostCharacters) return turn;
  return `${turn.slice(0, mostCharacters / 2)}\n${turn.slice(-mostCharacters / 2)}`;
}

function withoutMarkup(line: string): { text: string; item: boolean } {
  const bare = line.trim().replace(/[’ʼ]/g, "'");
  const item = /^(?:[-*•+]\s|\d{1,3}[.)]\s|\|)/.test(bare);
  const text = bare
    .replace(/^(?:[-*•+]|\d{1,3}[.)]|#{1,6}|>|`{3,}.*)\s*/, '')
    .replace(/\]\([^()\s]{0,500}\)/g, ']')
    .replace(/[*`[\]]|__/g, '')
    .replace(/\s*\|\s*/g, '; ')
    .trim();
  return { text, item };
}

const abbreviation = /(?:\b(?:e\.g|i\.e|etc|approx|no|mr|mrs|ms|dr|st|vs)|\b[a-z])\.$/i;

function cut(text: string): string[] {
  const parts: string[] = [];
  for (const piece of text.split(/(?<=[.?!][)"”']?)\s+/)) {
    const last = parts.at(-1);
    if (last !== undefined && abbreviation.test(last)) parts[parts.length - 1] = `${last} ${piece}`;
    else parts.push(piece);
  }
  return parts;
}

function sentence(text: string, intro: string | null): Sentence {
  const lower = text.toLowerCase().replace(/\s+/g, ' ');
  return {
    text,
    lower,
    words: wordsOf(text),
    questioned: /\?[)"”']?$/.test(lower) || lower.includes('? '),
    intro,
  };
}

import { type Draw, startingAt } from './candidate.ts';

/** A text cut off: the kept share of it, between a third and nine tenths where none is given. Null for a text too short to cut. */
export function cutOff(text: string, keep: number | undefined, draw: Draw): string | null {
  if (text.length < 2) return null;
  const share = keep ?? 1 / 3 + draw('cut') * (0.9 - 1 / 3);
  const length = Math.min(text.length - 1, Math.floor(text.length * share));
  return text.slice(0, length).toWellFormed();
}

/** JSON with one of the mistakes that hand-made serialisers make, so that no parser takes it. Null for a text that was no JSON. */
export function malformedJson(text: string, draw: Draw): string | null {
  if (parses(text) === false) return null;
  const trimmed = text.trimEnd();
  const mistakes = [
    trimmed.replace(/([\]}])$/, ',$1'),
    trimmed.replace(/"([^"\\]*)":/, '$1:'),
    trimmed.slice(0, -1),
    `${trimmed}${trimmed.slice(-1)}`,
    `${trimmed}]`,
  ];
  return startingAt(mistakes, draw('mistake')).find((mistake) => mistake !== text && !parses(mistake)) ?? null;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import type { Json } from '#base';

/** Nesting that a recorded value may have: the store allows a little more, because a record wraps it. */
const deepest = 100;

/**
 * A copy of a foreign value as JSON, or null when it is none: cyclic, too deep, or with members that JSON cannot write.
 * The copy shares nothing with the original, so that what is recorded stays as it was when it was said.
 */
export function jsonCopy(value: unknown): { readonly value: Json } | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return { value };
  try {
    const text = JSON.stringify(value);
    if (text === undefined || nestingOf(text) > deepest) return null;
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** Deepest nesting of brackets in JSON text, brackets inside strings left out. */
function nestingOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === backslash) at++;
      else if (char === quote) inString = false;
    } else if (char === quote) inString = true;
    else if (char === openBrace || char === openBracket) most = Math.max(most, ++depth);
    else if (char === closeBrace || char === closeBracket) depth--;
  }
  return most;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

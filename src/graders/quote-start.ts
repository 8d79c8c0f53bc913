/** Longest quote that evidence of a code grader holds, in UTF-16 code units. */
const mostCharacters = 300;

/** The beginning of a text, short enough to be read in a report, never cut inside a character; null when there is nothing to read. */
export function quoteStart(text: string): string | null {
  if (text.trim() === '') return null;
  if (text.length <= mostCharacters) return text;
  const last = text.charCodeAt(mostCharacters - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? mostCharacters - 1 : mostCharacters);
}

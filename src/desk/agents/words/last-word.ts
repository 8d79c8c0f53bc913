/**
 * A message without what its speaker takes back in it: `O-1001, no wait, O-1011` is `O-1011`, `it is 42, not 43` is `it is 42`, and a sentence
 * before `never mind that` is gone. The last word counts.
 *
 * @example lastWord('My size is 42, no wait, 43.') // 'My size is 43.'
 */
export function lastWord(text: string): string {
  const sentences = sentencesOf(text).map(withoutSlips);
  const kept: string[] = [];
  for (const sentence of sentences) {
    if (takesBack.test(sentence)) kept.pop();
    else if (!supposes.test(sentence)) kept.push(sentence);
  }
  return kept.join(' ');
}

/** The sentences of a message. Abbreviations do not matter here: too many cuts do no harm. */
export function sentencesOf(text: string): string[] {
  return text
    .slice(0, 4000)
    .split(/(?<=[.?!])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '');
}

const takesBack = /\b(?:never mind|forget (?:that|it)|scratch that)\b/i;
/** Names a value only to set it aside, with the right one in the next sentence. */
const supposes = /^(?:the|my) [\w -]{1,60} would be\b/i;

/** What is put right follows the last `is` before it, or else the word it belongs to. */
const slips = [
  /(\b(?:is|was)\s+)[^,]{1,80}?(?:,[^,]{1,40}){0,2}?,\s+(?:no,? wait|sorry, I mean|I mean|no, sorry),?\s+/i,
  /(\b(?:order|size|to|have)\s+)[^,]{1,80}?(?:,[^,]{1,40}){0,2}?,\s+(?:no,? wait|sorry, I mean|I mean|no, sorry),?\s+/i,
];

function withoutSlips(sentence: string): string {
  const slip = slips.find((one) => one.test(sentence));
  const right = slip === undefined ? sentence : sentence.replace(slip, '$1');
  return right.replace(/,\s+not\s+[^.!?]{1,80}(?=[.!?]|$)/i, '');
}

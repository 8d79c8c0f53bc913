import { sentencesOf } from './last-word.ts';

/** A message taken apart: what belongs to the matter at hand, and what was said or asked in between. */
export interface MessageParts {
  readonly matter: string;
  readonly aside: string;
}

const opensAside =
  /^(?:oh,\s+(?!and\b)|(?:oh, )?(?:by the way|before I forget|something else meanwhile|if I may ask in between|and another thing|hang on, something completely different)\b[:,]?\s*)/i;

/** Sets asides apart. An aside goes on until the end of the message. */
export function messageParts(text: string): MessageParts {
  const sentences = sentencesOf(text);
  const at = sentences.findIndex((sentence) => opensAside.test(sentence));
  if (at < 0) return { matter: sentences.join(' '), aside: '' };
  const aside = sentences.slice(at).join(' ').replace(opensAside, '');
  return { matter: sentences.slice(0, at).join(' '), aside };
}

import { cutText } from '#base';

/** Most characters that a sentence quotes. */
const mostCharacters = 70;

/** A text cut for quoting inside a sentence: no space stands before the ellipsis. */
export function shortText(text: string): string {
  return text.length <= mostCharacters ? text : cutText(text, mostCharacters).replace(/\s+…$/, '…');
}

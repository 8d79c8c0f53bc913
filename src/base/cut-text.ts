/**
 * The beginning of a text that is longer than so many UTF-16 code units, with an ellipsis behind it; a shorter text as it is. Never cut inside a
 * surrogate pair, which would leave half a character.
 *
 * @param most code units kept before the ellipsis
 * @example cutText('partial refund', 7) // 'partial…'
 */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

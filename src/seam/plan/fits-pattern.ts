/**
 * Whether a text fits a pattern in which `*` stands for any text, and every other character for itself.
 *
 * Takes time in proportion to pattern times text at worst; a pattern from outside is never a regular expression.
 *
 * @example fitsPattern('search_*', 'search_orders') // true
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

import { pointerNames } from '#base';

/**
 * Whether a pattern covers a place: the place itself and everything below it; with a trailing `/**` only what is below. A segment `*` stands for
 * any name.
 *
 * @example coversPlace('/orders/*\/updatedAt', '/orders/O-1/updatedAt') // true
 */
export function coversPlace(pattern: string, place: string): boolean {
  const names = pointerNames(place);
  const wanted = pointerNames(pattern);
  const onlyBelow = wanted.at(-1) === '**';
  const prefix = onlyBelow ? wanted.slice(0, -1) : wanted;
  if (names.length < prefix.length + (onlyBelow ? 1 : 0)) return false;
  return prefix.every((segment, at) => segment === '*' || segment === names[at]);
}

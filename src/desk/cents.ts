/**
 * A sum of dollars without the dust of binary fractions: the nearest whole cent.
 *
 * @example cents(0.1 + 0.2) // 0.3
 */
export function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}

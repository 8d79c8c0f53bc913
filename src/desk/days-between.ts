const MS_PER_DAY = 86_400_000;

/**
 * Whole days from one day to another, both `YYYY-MM-DD`; negative when `to` comes first.
 *
 * @example daysBetween('2026-02-08', '2026-03-10') // 30
 */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
}

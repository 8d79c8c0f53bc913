import type { Check } from '#schema';

/**
 * The id under which a check's grades are kept: its own, or its type and its place among the scenario's checks, from 1.
 *
 * @example checkId({ check: 'says', must: ['done'], … }, 2) // 'says-3'
 */
export function checkId(check: Check, position: number): string {
  return check.id ?? `${check.check}-${position + 1}`;
}

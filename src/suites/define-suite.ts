import type { SuiteInput } from '#schema';

/**
 * A suite written in TypeScript. Gives back what it gets: it exists so that an editor completes and checks the fields. The suite itself is
 * checked when it is loaded, the same way as one in YAML.
 *
 * @example
 * export default defineSuite({
 *   apiVersion: 'seatrial/suite/v1',
 *   name: 'refunds',
 *   version: '1',
 *   world: 'order-desk',
 *   scenarios: [{ id: 'late', goal: '…', user: { kind: 'scripted', lines: ['…'] }, checks: [{ check: 'says', must: ['sorry'] }] }],
 * });
 */
export function defineSuite(suite: SuiteInput): SuiteInput {
  return suite;
}

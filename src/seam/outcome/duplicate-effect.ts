import { canonicalJson } from '#base';
import type { LedgerEntry } from '#worlds';
import { sameIntent } from './begun-faults.ts';
import type { TimedCall } from './trial-timeline.ts';

/**
 * Whether the world's ledger proves that what the call was to do took place twice: two entries of one key, not both of them idempotent, at least one of
 * them written by an attempt at this intent. Without a ledger nothing is proved.
 */
export function isDuplicated(
  from: TimedCall,
  after: readonly TimedCall[],
  ledger: readonly LedgerEntry[] | null,
): boolean {
  if (ledger === null) return false;
  const attempts = [from, ...after.filter((later) => sameIntent(from, later))];
  const given = new Set(attempts.map(({ call }) => canonicalJson(call.arguments)));
  const own = ledger.filter((entry) => entry.tool === from.call.operation && given.has(canonicalJson(entry.arguments)));
  return own.some(({ key }) => {
    const same = ledger.filter((entry) => entry.key === key);
    return same.length > 1 && same.some(({ effect }) => effect !== 'idempotent-write');
  });
}

import { canonicalJson } from '#base';
import type { LedgerEntry } from '#worlds';
import { sameIntent } from './begun-faults.ts';
import type { TimedCall } from './trial-timeline.ts';

/** What the world's ledger says of an intent. Null where there is no ledger: then nothing is proved. */
export interface LedgerProof {
  /** An attempt at it had an effect. */
  readonly tookPlace: boolean;
  /** What it was to do took place twice: two entries of one key, not both of them idempotent, at least one of them written by an attempt at it. */
  readonly twice: boolean;
}

/** Looks an intent up in the ledger, from a call on. */
export function ledgerProof(
  from: TimedCall,
  after: readonly TimedCall[],
  ledger: readonly LedgerEntry[] | null,
): LedgerProof | null {
  if (ledger === null) return null;
  const attempts = [from, ...after.filter((later) => sameIntent(from, later))];
  const given = new Set(attempts.map(({ call }) => canonicalJson(call.arguments)));
  const own = ledger.filter((entry) => entry.tool === from.call.operation && given.has(canonicalJson(entry.arguments)));
  const twice = own.some(({ key }) => {
    const same = ledger.filter((entry) => entry.key === key);
    return same.length > 1 && same.some(({ effect }) => effect !== 'idempotent-write');
  });
  return { tookPlace: own.length > 0, twice };
}

import type { FaultKind, FaultPlanInput } from '#schema';

type Fault = FaultPlanInput['rules'][number]['fault'];

/** Each kind of fault with what it cannot do without, so that a new kind cannot be forgotten where all are tried. */
export const faultOfKind: Readonly<Record<FaultKind, Fault>> = {
  delay: { kind: 'delay', ms: 1 },
  hang: { kind: 'hang', releaseAfterMs: 5 },
  'rate-limit': { kind: 'rate-limit' },
  'server-error': { kind: 'server-error' },
  unauthorized: { kind: 'unauthorized' },
  'not-found': { kind: 'not-found' },
  refuse: { kind: 'refuse' },
  reset: { kind: 'reset' },
  'lost-acknowledgement': { kind: 'lost-acknowledgement' },
  'duplicate-delivery': { kind: 'duplicate-delivery' },
  'duplicate-reply': { kind: 'duplicate-reply' },
  truncate: { kind: 'truncate' },
  malformed: { kind: 'malformed' },
  'partial-page': { kind: 'partial-page' },
  empty: { kind: 'empty' },
  'drop-field': { kind: 'drop-field' },
  'rename-field': { kind: 'rename-field' },
  'add-field': { kind: 'add-field' },
  'retype-field': { kind: 'retype-field' },
  'reorder-items': { kind: 'reorder-items' },
  'wrong-value': { kind: 'wrong-value' },
  stale: { kind: 'stale' },
  'tool-gone': { kind: 'tool-gone' },
  'tool-changed': { kind: 'tool-changed', renameArgument: { from: 'id', to: 'orderId' } },
  'session-lost': { kind: 'session-lost' },
  'child-exit': { kind: 'child-exit' },
  overloaded: { kind: 'overloaded' },
  'slow-first-token': { kind: 'slow-first-token', ms: 1 },
  'stream-cut': { kind: 'stream-cut' },
  'stream-reset': { kind: 'stream-reset' },
  'stream-error': { kind: 'stream-error' },
  'bad-tool-call': { kind: 'bad-tool-call' },
  'unknown-tool': { kind: 'unknown-tool' },
  'length-stop': { kind: 'length-stop' },
  refusal: { kind: 'refusal' },
  'model-swap': { kind: 'model-swap', model: 'gpt-4o-mini' },
};

/** Every kind on every surface that it has on a carrier. */
export function faultsOn(surfaces: readonly (readonly [FaultKind, readonly string[]])[]): Fault[] {
  return surfaces.flatMap(([kind, found]) =>
    found.length < 2
      ? found.map(() => faultOfKind[kind])
      : found.map((surface) => ({ ...faultOfKind[kind], surface }) as Fault),
  );
}

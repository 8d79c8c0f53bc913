import type { ScenarioInput, SuiteInput } from '#schema';

/** A scenario of a refund, valid as it is, with some of its fields replaced. */
export function inventedScenario(parts: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    id: 'late',
    goal: 'get a refund for a parcel that came late',
    user: {
      facts: [{ id: 'order', label: 'order number', value: 'O-1' }],
      agenda: [{ id: 'refund', say: 'I want a refund for {order}.', doneWhen: ['refunded'] }],
    },
    checks: [{ check: 'final-state', expect: [{ path: '/orders/O-1/status', equals: 'refunded' }] }],
    ...parts,
  };
}

/** A suite of one such scenario, with some of its fields replaced. */
export function inventedSuite(parts: Partial<SuiteInput> = {}): SuiteInput {
  return {
    apiVersion: 'seatrial/suite/v1',
    name: 'refunds',
    version: '1',
    world: 'shop',
    scenarios: [inventedScenario()],
    ...parts,
  };
}

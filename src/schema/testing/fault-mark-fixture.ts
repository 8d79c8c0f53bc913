import type { FaultMark } from '../fault-mark.ts';

/** A fault for tests that was delivered at step 3, with nothing else known but what the test says. */
export function faultMarkFixture(known: Partial<FaultMark> = {}): FaultMark {
  return {
    id: 'f1',
    kind: 'rate-limit',
    surface: 'tool',
    step: 3,
    realised: true,
    delivered: true,
    groundTruth: null,
    rule: null,
    target: null,
    detected: null,
    outcome: null,
    retries: null,
    recoveryMs: null,
    recoverySteps: null,
    ...known,
  };
}

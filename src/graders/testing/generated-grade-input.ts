import fc from 'fast-check';
import type { Json } from '#base';
import type { Step } from '#schema';
import { stateChanges } from '#worlds';
import type { GradeInput } from '../grader.ts';
import { agentCallsTool, agentSays, gradeInput, trajectoryOf, userSays } from './graded-trial.ts';

const words = fc.oneof(
  fc.constantFrom('Yes.', 'No!', 'Shall I refund $5?', 'refunded', '', ' ', 'Done \u2019tis', '{"order":"O-1"}'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const state: fc.Arbitrary<Json> = fc.dictionary(
  fc.constantFrom('orders', 'a~/b', '__proto__', ''),
  fc.oneof(fc.nat(2), fc.constant(null), fc.dictionary(fc.constantFrom('O-1', 'x'), fc.constantFrom('open', 1, null))),
  { maxKeys: 3 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  words.map(userSays),
  words.map(agentSays),
  fc
    .tuple(
      fc.constantFrom('refund', 'verify', 'find'),
      fc.oneof(state, words),
      fc.record({
        isError: fc.constantFrom(true, false, null),
        result: fc.oneof(words, fc.constant(null)),
        caller: fc.constantFrom('agent' as const, 'user' as const),
        argumentsMalformed: fc.boolean(),
      }),
    )
    .map(([name, given, more]) => agentCallsTool(name, given, more)),
);
const ledgerEntry = fc.record({
  sequence: fc.nat(9),
  tool: fc.constantFrom('refund', 'find'),
  effect: fc.constantFrom('idempotent-write' as const, 'write' as const, 'irreversible' as const),
  key: fc.constantFrom('k', 'l', '__proto__'),
  idempotencyKey: fc.constant(null),
  arguments: state,
});

/** Trials of any shape, in worlds and out of them, whole and not. */
export const generatedGradeInput: fc.Arbitrary<GradeInput> = fc
  .record({
    steps: fc.array(step, { maxLength: 8 }),
    complete: fc.boolean(),
    states: fc.option(fc.tuple(state, state)),
    ledger: fc.array(ledgerEntry, { maxLength: 4 }),
    durationMs: fc.option(fc.nat(10)),
  })
  .map(({ steps, complete, states, ledger, durationMs }) => {
    const [initial, final] = states ?? [null, null];
    const world = states === null ? null : { initial, final, changes: stateChanges(initial, final), ledger };
    return gradeInput(steps, { trajectory: trajectoryOf(steps, complete), world, durationMs });
  });

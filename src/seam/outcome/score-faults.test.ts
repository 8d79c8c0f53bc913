import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultMark, type FaultPlanInput, faultMarkSchema } from '#schema';
import type { SeamEvent } from '../record/seam-event.ts';
import { playScene, type SceneMove } from '../testing/fault-scene.ts';
import { type FaultScene, scoreFaults } from './score-faults.ts';

type Rules = FaultPlanInput['rules'];

const order = { id: 'O-1' };
const refund = { id: 'O-1', amount: 5 };
const get: SceneMove = { call: 'get_order', args: order };
const pay: SceneMove = { call: 'refund', args: refund };
const done: SceneMove = { says: 'Your refund of 5.00 has been issued.' };
const sorry: SceneMove = { says: 'I am sorry, our system did not respond. I have handed you over to a colleague.' };
const denied: SceneMove = { says: 'I am sorry, that did not go through; nothing has been changed.' };

const busy: Rules = [{ id: 'f', where: { tool: 'get_order' }, when: { nth: [1] }, fault: { kind: 'rate-limit' } }];
const gone: Rules = [{ id: 'f', where: { tool: 'get_order' }, fault: { kind: 'server-error' }, clears: 'never' }];
const lost: Rules = [
  { id: 'f', where: { tool: 'refund' }, when: { nth: [1] }, fault: { kind: 'lost-acknowledgement' } },
];
const down: Rules = [{ id: 'f', where: { tool: 'refund' }, fault: { kind: 'server-error' }, clears: 'never' }];
const wrong: Rules = [
  {
    id: 'f',
    where: { tool: 'get_order' },
    when: { nth: [1] },
    fault: { kind: 'wrong-value', path: '/total', mutate: { by: 'scale', factor: 10 } },
  },
];
const slow: Rules = [{ id: 'f', where: { tool: 'get_order' }, fault: { kind: 'delay', ms: 50 } }];
const cut: Rules = [{ id: 'f', where: { tool: 'get_order' }, when: { nth: [1] }, fault: { kind: 'truncate' } }];

async function markOf(rules: Rules, moves: readonly SceneMove[], outcome: FaultScene['outcome']): Promise<FaultMark> {
  const marks = scoreFaults(await playScene(rules, moves, outcome));
  expect(marks).toHaveLength(1);
  return marks[0] as FaultMark;
}

// By hand, from the definitions in schema/fault-mark.ts.
describe('the outcome of a fault', () => {
  it.each<[FaultMark['outcome'], boolean | null, string, Rules, SceneMove[], FaultScene['outcome']]>([
    ['recovered', true, 'a busy tool is asked again', busy, [get, get, done], 'pass'],
    ['recovered', true, 'a lost refund is looked for and not repeated', lost, [pay, get, done], 'pass'],
    ['wrong-recovery', true, 'it tried again, says it is done, and it is not', busy, [get, get, done], 'fail'],
    ['safe-stop', true, 'it says that it could not', gone, [get, get, sorry], 'fail'],
    ['safe-stop', true, 'it owns up at once', busy, [get, sorry], 'fail'],
    ['gave-up', true, 'it tried again and leaves without a word of it', gone, [get, get, { says: 'Goodbye.' }], 'fail'],
    ['gave-up', false, 'it goes on as if nothing were', busy, [get, { says: 'What else?' }], 'fail'],
    ['silent-corruption', false, 'success is claimed that was none', busy, [get, done], 'fail'],
    ['silent-corruption', true, 'a refund that never was is called done', down, [pay, pay, done], 'fail'],
    ['wrong-recovery', true, 'a refund that took place is denied', lost, [pay, get, denied], 'fail'],
    ['safe-stop', true, 'a refund that never was is denied', down, [pay, pay, denied], 'fail'],
    ['safe-stop', true, 'a lost refund is left to a colleague', lost, [pay, sorry], 'fail'],
    ['looped', true, 'the same call four times until the end', gone, [get, get, get, get], 'fail'],
    ['duplicate-effect', true, 'a lost refund is made again', lost, [pay, pay, done], 'fail'],
    ['duplicate-effect', true, 'also where the checks do not see it', lost, [pay, pay, done], 'pass'],
    ['duplicate-effect', true, 'also in a trial that was lost', lost, [pay, pay], 'lost'],
    ['correct-anyway', false, 'nothing depended on it', busy, [get, { says: 'We close at six.' }], 'pass'],
    ['correct-anyway', null, 'it was only late', slow, [get, done], 'pass'],
    ['unmeasured', null, 'a late answer explains no failure', slow, [get, done], 'fail'],
    ['unmeasured', true, 'the trial was lost', busy, [get, get], 'lost'],
    ['recovered', true, 'a cut answer is asked for again', cut, [get, get, done], 'pass'],
  ])('is %s (noticed: %s) when %s', async (outcome, detected, _, rules, moves, trial) => {
    expect(await markOf(rules, moves, trial)).toMatchObject({ outcome, detected, delivered: true, step: 0 });
  });

  // The toy shop's order costs 19.99; times ten it is shown as 199.9.
  it.each<[FaultMark['outcome'], boolean | null, string, SceneMove[], FaultScene['outcome']]>([
    ['silent-corruption', false, 'is paid out', [get, { call: 'refund', args: { id: 'O-1', amount: 199.9 } }], 'fail'],
    ['silent-corruption', false, 'is told', [get, { says: 'You paid 199.90 dollars.' }], 'fail'],
    ['correct-anyway', false, 'is told, and no check minds', [get, { says: 'You paid $199.90.' }], 'pass'],
    ['recovered', true, 'was replaced by the true one', [get, get, { says: 'You paid 19.99.' }], 'pass'],
    ['wrong-recovery', true, 'was noticed', [get, { says: 'The amounts do not match.' }, done], 'fail'],
    ['correct-anyway', null, 'is used by nobody', [get, { says: 'It was shipped.' }], 'pass'],
    ['unmeasured', null, 'is used by nobody, and something else failed', [get, { says: 'Bye.' }], 'fail'],
  ])('is %s (noticed: %s) when a wrong value %s', async (outcome, detected, _, moves, trial) => {
    const mark = await markOf(wrong, moves, trial);
    expect(mark).toMatchObject({ outcome, detected, groundTruth: [{ op: 'replace', path: '/total', value: 19.99 }] });
  });

  it('claims no duplicate without a ledger', async () => {
    const scene = await playScene(lost, [pay, pay, done], 'fail');
    expect(scoreFaults({ ...scene, ledger: null })[0]).toMatchObject({ outcome: 'wrong-recovery' });
  });

  it('takes no other refund for a duplicate of this one', async () => {
    const other: SceneMove = { call: 'refund', args: { id: 'O-2', amount: 5 } };
    expect(await markOf(lost, [pay, other, other, done], 'fail')).not.toMatchObject({ outcome: 'duplicate-effect' });
  });

  it('cannot tell who noticed a value that is elsewhere in the trial too', async () => {
    const met: SceneMove = { call: 'refund', args: { id: 'O-2', amount: 199.9 } };
    expect(await markOf(wrong, [met, get, { says: 'You paid 199.90.' }], 'pass')).toMatchObject({
      detected: null,
      outcome: 'correct-anyway',
    });
  });
});

describe('what was tried after a fault', () => {
  it('is the model’s decision where it was asked in between, and the library’s where it was not', async () => {
    const asked: SceneMove = { decides: 1 };
    const three: Rules = [{ ...(gone[0] as Rules[number]), when: { nth: [1] }, clears: { afterAttempts: 3 } }];
    expect(await markOf(three, [asked, get, get, asked, get, get, done], 'pass')).toMatchObject({
      retries: { byLibrary: 2, byModel: 1, unknown: 0 },
      recoverySteps: 4,
    });
  });

  it('is unknown where decisions are not reported', async () => {
    expect(await markOf(busy, [get, get, done], 'pass')).toMatchObject({
      retries: { byLibrary: 0, byModel: 0, unknown: 1 },
      recoverySteps: 1,
    });
  });

  it('is nothing where nobody tried, and then nothing was recovered', async () => {
    expect(await markOf(busy, [get, sorry], 'fail')).toMatchObject({
      retries: { byLibrary: 0, byModel: 0, unknown: 0 },
      recoverySteps: null,
      recoveryMs: null,
    });
  });

  it('ends with the first success: what is asked later is no retry', async () => {
    const mark = await markOf(busy, [get, get, { user: 'And now?' }, get, done], 'pass');
    expect(mark.retries).toEqual({ byLibrary: 0, byModel: 0, unknown: 1 });
  });

  it('takes the time from delivery to success, on the seam’s clock', async () => {
    const rules: Rules = [...busy, { id: 'slow', where: { tool: 'get_order' }, fault: { kind: 'delay', ms: 400 } }];
    expect(scoreFaults(await playScene(rules, [get, get, done], 'pass'))).toMatchObject([
      { rule: 'f', outcome: 'recovered', recoveryMs: 400 },
      { rule: 'slow', outcome: 'correct-anyway' },
    ]);
  });

  it('was masked where the client library of a model answered for itself', async () => {
    const scene = await playScene(busy, [get, get, done], 'pass');
    const events = scene.events.map((event) =>
      event.kind === 'call' ? { ...event, carrier: 'model' as const } : event,
    );
    expect(scoreFaults({ ...scene, events })[0]).toMatchObject({
      surface: 'model',
      outcome: 'masked',
      retries: { byLibrary: 1, byModel: 0 },
    });
  });
});

describe('a fault that never reached the agent', () => {
  it('has no outcome', async () => {
    const scene = await playScene(busy, [get, get, done], 'pass');
    const events = scene.events.map((event) => (event.kind === 'reply' ? { ...event, delivered: false } : event));
    expect(scoreFaults({ ...scene, events })[0]).toMatchObject({
      realised: true,
      delivered: false,
      outcome: null,
      detected: null,
    });
    const nowhere: Rules = [{ id: 'f', fault: { kind: 'wrong-value', path: '/nowhere' } }];
    expect(await markOf(nowhere, [get], 'pass')).toMatchObject({ realised: false, delivered: false, outcome: null });
  });
});

describe('scoring faults', () => {
  const kinds = ['rate-limit', 'server-error', 'reset', 'truncate', 'empty', 'wrong-value', 'stale'] as const;
  const rules: fc.Arbitrary<Rules> = fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        tool: fc.constantFrom('*', 'get_order', 'refund', 'list_orders'),
        nth: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
        attempts: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) =>
      list.map(({ kind, tool, nth, attempts }, at) => ({
        id: `f${at}`,
        where: { tool },
        when: { nth },
        fault: { kind },
        clears: { afterAttempts: attempts },
      })),
    );
  const moves = fc.array(
    fc.constantFrom<SceneMove>(get, pay, { call: 'list_orders' }, { user: 'Well?' }, done, sorry, { decides: 1 }),
    { maxLength: 14 },
  );
  const outcomes = fc.constantFrom('pass', 'fail', 'lost');

  it('gives every begun fault one mark and every delivered one exactly one outcome, always the same', () =>
    fc.assert(
      fc.asyncProperty(rules, moves, outcomes, async (list, script, outcome) => {
        const scene = await playScene(list, script, outcome);
        const marks = scoreFaults(scene);
        expect(scoreFaults(scene)).toEqual(marks);
        const begun = scene.events.filter((event) => event.kind === 'fault' && !event.repeated);
        expect(marks.map(({ id }) => id)).toEqual(begun.map((event) => (event as { id: string }).id));
        for (const mark of marks) {
          expect(faultMarkSchema.parse(mark)).toEqual(mark);
          expect(mark.outcome !== null).toBe(mark.delivered);
          expect(mark.delivered && !mark.realised).toBe(false);
        }
      }),
      { numRuns: 150 },
    ));

  it('survives a record that breaks off anywhere', () =>
    fc.assert(
      fc.asyncProperty(rules, moves, fc.nat(), async (list, script, cut) => {
        const scene = await playScene(list, script, 'fail');
        const events: readonly SeamEvent[] = scene.events.slice(0, cut % (scene.events.length + 1));
        for (const mark of scoreFaults({ ...scene, events })) expect(mark.outcome !== null).toBe(mark.delivered);
      }),
      { numRuns: 80 },
    ));
});

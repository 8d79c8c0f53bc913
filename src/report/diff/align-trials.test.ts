import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffRow, type Step, type TrialDiff, trialDiffSchema } from '#schema';
import { agent, call, event, instruction, recordedTrial, refundTrials, user } from '../testing/recorded-trial.ts';
import { alignTrials } from './align-trials.ts';

function diff(left: readonly Step[], right: readonly Step[]): TrialDiff {
  return alignTrials(recordedTrial(left), recordedTrial(right, { index: 1 }));
}

function classOf(left: readonly Step[], right: readonly Step[]): string | undefined {
  return diff(left, right).firstDivergence?.class;
}

/** Rows as `left|right` positions, for comparison with alignments made by hand. */
function positions(rows: readonly DiffRow[]): string[] {
  return rows.map(({ left, right }) => `${left?.step ?? '-'}|${right?.step ?? '-'}`);
}

describe('alignTrials on trials aligned by hand', () => {
  it('pairs the refund calls although one trial looked up the payment before', () => {
    const { passed, failed } = refundTrials();
    const result = alignTrials(passed, failed);
    // Silent turns 6 and 10, the look-up at 7, the question at 8 and the answer at 9 have no equal; the refunds at 11 and 7 are partners.
    expect(positions(result.rows.filter(({ left }) => left?.kind === 'tool'))).toEqual(['3|3', '5|5', '7|-', '11|7']);
    expect(result.rows.find(({ left }) => left?.step === 11)?.differs).toEqual([
      'arguments.amount',
      'arguments.method',
      'result',
    ]);
  });

  it('prefers the same tool over the same place', () => {
    const left = [call('a', {}), call('b', {}), call('c', {})];
    const right = [call('b', {}), call('c', {}), call('a', {})];
    expect(positions(diff(left, right).rows)).toEqual(['0|-', '1|0', '2|1', '-|2']);
  });

  it('prefers the call with the same arguments among calls of one tool', () => {
    const left = [call('get', { id: 1 }), call('get', { id: 2 })];
    expect(positions(diff(left, [call('get', { id: 2 })]).rows)).toEqual(['0|-', '1|0']);
  });

  it('pairs words with the more similar words', () => {
    const left = [agent('Shall I book the flight to Oslo?'), agent('Your bag is lost, I am sorry.')];
    expect(positions(diff(left, [agent('I am sorry, your bag is lost.')]).rows)).toEqual(['0|-', '1|0']);
  });

  it('puts different actions at one place side by side', () => {
    const [, row] = diff([user('hi'), call('a', {})], [user('hi'), call('b', {})]).rows;
    expect(row).toMatchObject({ relation: 'replaced', left: { text: 'a()' }, right: { text: 'b()' } });
  });

  it('does not count times, costs, ids, white space or the order of arguments as differences', () => {
    const left = [call('get', { a: 1, b: 'x  y' }, 'fine', { callId: '1', durationMs: 3 })];
    const right = [call('get', { b: ' x y', a: 1 }, 'fine ', { callId: '2', durationMs: 9 })];
    expect(diff(left, right).firstDivergence).toBeNull();
  });
});

describe('the first divergence', () => {
  it('is the user’s when both sides hear different words after the same history', () => {
    expect(classOf([user('hi'), agent('yes?'), user('a')], [user('hi'), agent('yes?'), user('b')])).toBe(
      'different-user-input',
    );
  });

  it('is the user’s when the user’s own tools are called differently', () => {
    const byUser = { caller: 'user' } as const;
    expect(classOf([call('toggle', { on: true }, 'ok', byUser)], [call('toggle', { on: false }, 'ok', byUser)])).toBe(
      'different-user-input',
    );
  });

  it('is the agent’s when it acts otherwise on the same input', () => {
    expect(classOf([user('hi'), call('a', { x: 1 })], [user('hi'), call('a', { x: 2 })])).toBe(
      'different-agent-action',
    );
    expect(classOf([user('hi'), call('a', {})], [user('hi'), agent('no')])).toBe('different-agent-action');
  });

  it('is the agent’s when one side goes on working where the other yields to the user', () => {
    expect(classOf([agent('done'), call('a', {})], [agent('done'), user('thanks')])).toBe('different-agent-action');
  });

  it('is the tool’s when the same call gets another result, and says so when a fault landed on it', () => {
    const result = diff(
      [call('a', { x: 1 }, 'ok')],
      [call('a', { x: 1 }, 'try later', { isError: true, faults: ['f1'] })],
    );
    expect(result.firstDivergence).toMatchObject({ row: 0, class: 'different-tool-result' });
    expect(result.sentence).toContain('where an injected fault landed');
  });

  it('is the agent’s when arguments and result both differ', () => {
    expect(classOf([call('a', { x: 1 }, 'one')], [call('a', { x: 2 }, 'two')])).toBe('different-agent-action');
  });

  it('takes what a seam saw for the same, whatever its times and ids', () => {
    const seen = (ms: number): Step => ({ ...event('seam.record'), value: { ms } }) as Step;
    expect(classOf([agent('hi'), seen(1)], [agent('hi'), seen(2)])).toBeUndefined();
  });

  it('tells different instructions, events and early ends from all of these', () => {
    expect(classOf([instruction('be kind')], [instruction('be brief')])).toBe('different-instructions');
    expect(classOf([event('compaction'), agent('hi')], [agent('hi')])).toBe('different-event');
    expect(classOf([user('hi'), agent('hello')], [user('hi')])).toBe('one-ended');
  });

  it('names the first different call apart when words differ before it', () => {
    const result = diff([user('a'), call('f', { n: 1 })], [user('b'), call('f', { n: 2 })]);
    expect([result.firstDivergence?.row, result.firstDifferentCall]).toEqual([0, 1]);
  });

  it('does not take another result for another call', () => {
    expect(diff([call('f', {}, 'one')], [call('f', {}, 'two')]).firstDifferentCall).toBeNull();
  });

  it('points at the grader when equal transcripts end differently', () => {
    const steps = [user('hi'), agent('hello')];
    const result = alignTrials(recordedTrial(steps), recordedTrial(steps, { index: 1, outcome: 'fail' }));
    expect(result.sentence).toContain('look at the grader');
  });
});

const anyStep = fc.oneof(
  fc.constantFrom('hi', 'yes', 'yes please', 'no').map(user),
  fc.constantFrom('', 'sure', 'sure, done').map((text) => agent(text)),
  fc
    .tuple(fc.constantFrom('get', 'put'), fc.integer({ min: 0, max: 2 }), fc.constantFrom('ok', 'error'))
    .map(([name, id, result]) => call(name, { id, all: true }, result)),
);
const anySteps = fc.array(anyStep, { maxLength: 14 });

describe('alignTrials as a law', () => {
  it('gives documents that meet the schema', () =>
    fc.assert(fc.property(anySteps, anySteps, (a, b) => trialDiffSchema.safeParse(diff(a, b)).success)));

  it('finds no divergence between a trial and itself', () =>
    fc.assert(
      fc.property(anySteps, (steps) => {
        const result = diff(steps, steps);
        expect(result.firstDivergence).toBeNull();
        expect(result.firstDifferentCall).toBeNull();
        expect(result.rows.every(({ relation }) => relation === 'same')).toBe(true);
      }),
    ));

  it('shows every step of both trials exactly once and in order', () =>
    fc.assert(
      fc.property(anySteps, anySteps, (a, b) => {
        const { rows } = diff(a, b);
        expect(rows.flatMap(({ left }) => (left === null ? [] : [left.step]))).toEqual(a.map((_, at) => at));
        expect(rows.flatMap(({ right }) => (right === null ? [] : [right.step]))).toEqual(b.map((_, at) => at));
      }),
    ));

  it('is mirrored when the sides are swapped', () =>
    fc.assert(
      fc.property(anySteps, anySteps, (a, b) => {
        const there = diff(a, b);
        const back = diff(b, a);
        expect(back.rows.map(mirrored)).toEqual(there.rows);
        expect(back.firstDivergence?.class).toBe(there.firstDivergence?.class);
        expect(back.firstDifferentCall).toBe(there.firstDifferentCall);
      }),
    ));

  it('calls the rows before the divergence the same, and that row not', () =>
    fc.assert(
      fc.property(anySteps, anySteps, (a, b) => {
        const { rows, firstDivergence } = diff(a, b);
        const at = firstDivergence?.row ?? rows.length;
        expect(rows.slice(0, at).every(({ relation }) => relation === 'same')).toBe(true);
        expect(rows[at]?.relation).not.toBe('same');
      }),
    ));
});

const mirrors = { 'left-only': 'right-only', 'right-only': 'left-only' } as const;

function mirrored({ relation, left, right, differs }: DiffRow): DiffRow {
  const other = relation === 'left-only' || relation === 'right-only' ? mirrors[relation] : relation;
  return { relation: other, left: right, right: left, differs };
}

describe('alignTrials on long trials', () => {
  it('finds the one inserted call in 2,000 steps of changing words', () => {
    const steps = (word: string): Step[] =>
      Array.from({ length: 1000 }, (_, at) => [call('get', { at }), agent(`${word} ${at}`)]).flat();
    const right = steps('good');
    right.splice(901, 0, call('drop', {}));
    const result = diff(steps('bad'), right);
    expect(
      result.rows.filter(({ relation }) => relation === 'right-only').map(({ right: step }) => step?.step),
    ).toEqual([901]);
  });

  it('stays in a band when the table would be too large', () => {
    const steps = Array.from({ length: 6000 }, (_, at) => call('get', { at }));
    const other = steps.map((step, at) => (at % 1000 === 0 ? call('put', { at }) : step));
    expect(diff(steps, other).rows.filter(({ relation }) => relation === 'replaced')).toHaveLength(6);
  });

  it('takes a trajectory with nothing in it', () => {
    expect(diff([], []).firstDivergence).toBeNull();
    expect(diff([], [user('hi')]).firstDivergence?.class).toBe('one-ended');
  });
});

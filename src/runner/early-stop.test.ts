import { describe, expect, it } from 'vitest';
import { EarlyStop, parseStopRule } from './early-stop.ts';
import { scenarioOrder } from './planned-trials.ts';
import { playTally } from './testing/play-tally.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';
import { tallyPlan } from './testing/tally-run.ts';
import { tallySuite } from './testing/tally-scenario.ts';

const plan = tallyPlan(tallySuite(100), { trials: 2, order: 'scenarios' });
const order = scenarioOrder(plan, 0).map(({ id }) => id);
const rule = parseStopRule('success>=0.8', 2);

/** Settles all trials of the first scenarios of the order with one outcome. */
function settle(stop: EarlyStop, ids: readonly string[], outcome: 'pass' | 'fail' | 'lost'): void {
  for (const id of ids) for (let trial = 0; trial < plan.trials; trial++) stop.settled(id, outcome);
}

describe('early stopping', () => {
  it('is settled when the interval lies on one side of the threshold', () => {
    const [above, below] = [new EarlyStop(rule, plan), new EarlyStop(rule, plan)];
    settle(above, order, 'pass');
    settle(below, order.slice(0, 20), 'fail');
    expect(above.decision?.reached).toBe(true);
    expect(above.decision?.estimate.interval.low).toBeGreaterThanOrEqual(0.8);
    expect(below.decision?.reached).toBe(false);
    expect(below.decision?.estimate.interval.high).toBeLessThan(0.8);
  });

  it('needs whole scenarios: one trial of each settles nothing', () => {
    const stop = new EarlyStop(rule, plan);
    for (const id of order) stop.settled(id, 'fail');
    expect(stop.decision).toBeNull();
  });

  it('takes scenarios in the order of the plan, whatever finishes first', () => {
    const stop = new EarlyStop(rule, plan);
    settle(stop, order.slice(1), 'fail');
    expect(stop.decision).toBeNull();
    settle(stop, order.slice(0, 1), 'pass');
    expect(stop.decision?.reached).toBe(false);
  });

  it('passes over scenarios whose trials were all lost', () => {
    const stop = new EarlyStop(rule, plan);
    settle(stop, order.slice(0, 60), 'lost');
    expect(stop.decision).toBeNull();
    settle(stop, order.slice(60), 'fail');
    expect(stop.decision?.estimate.scenarios).toBeLessThan(40);
  });

  // By hand: with one pass and one failure in each scenario, C(1,2)/C(2,2) = 0 for pass^2, and 1/2 for success.
  it('scores pass^k as the share of k-subsets that all pass', () => {
    const stop = new EarlyStop(parseStopRule('pass^2>=0.5', 2), plan);
    for (const id of order) {
      stop.settled(id, 'pass');
      stop.settled(id, 'fail');
    }
    expect(stop.decision).toMatchObject({ reached: false, estimate: { value: 0 } });
  });

  it('ends a run between scenarios and writes down what it left out', async () => {
    const { ending, trials } = await playTally(tallyPorts(addingAgent), {
      suite: tallySuite(60),
      plan: { order: 'scenarios', trials: 2 },
      options: { stopRule: parseStopRule('success>=0.5', 2), concurrency: 2 },
    });
    expect(ending).toMatchObject({ reason: 'stopped-early', stopDecision: { reached: true } });
    const dropped = trials.filter(({ loss }) => loss?.code === 'stopped-early');
    expect(dropped.length).toBeGreaterThan(60);
    expect(ending.seal?.counts).toMatchObject({ planned: 120, missing: 0, passed: 120 - dropped.length });
  });

  it.each(['success>0.8', 'success>=1', 'success>=0', 'pass^3>=0.5', 'recall>=0.5', 'success>=80%'])(
    'refuses the rule %s',
    (text) => {
      expect(() => parseStopRule(text, 2)).toThrowError(expect.objectContaining({ code: 'RUNNER_BAD_STOP_RULE' }));
    },
  );
});

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FunctionAgent, openFunctionAgent } from '#agents';
import { careful, hasty, orderDesk, orderDeskSuitePath } from '#desk';
import { gradersFor } from '#graders';
import { playTrial, trialSeed } from '#runner';
import type { Suite, Trial } from '#schema';
import { loadSuite } from '#suites';
import { ruleUser } from '#users';
import { faultlessAgent } from '../../src/desk/testing/faultless-agent.ts';

const programs = { careful, hasty };

let suite: Suite;
beforeAll(async () => {
  suite = await loadSuite(fileURLToPath(orderDeskSuitePath()), { cwd: '/' });
});

/** One trial of every played scenario, with rule-driven users and all checks, as `seatrial run order-desk` plays them. */
async function play(agent: FunctionAgent, name: string): Promise<Trial[]> {
  const user = ruleUser();
  let now = Date.parse('2026-03-10T09:00:00Z');
  const ports = {
    agent: openFunctionAgent({ agent, name }),
    world: orderDesk,
    user: () => user,
    graders: gradersFor,
    clock: { now: () => new Date(now++), elapsedMs: () => now++ },
  };
  const trials: Trial[] = [];
  for (const scenario of suite.scenarios) {
    const request = { scenario, index: 0, attempt: 0, seed: trialSeed(7, scenario, 0) };
    trials.push((await playTrial(request, ports, new AbortController().signal)).trial);
  }
  return trials;
}

const goalsOf = (trials: readonly Trial[]): string[] => [
  ...new Set(trials.map(({ scenarioId }) => scenarioId.split('~')[0] ?? '')),
];
const passed = (trials: readonly Trial[]): Trial[] => trials.filter(({ outcome }) => outcome === 'pass');

describe('the order desk played to its end', () => {
  it('is passed whole by an agent that knows the right solutions, and its users make no mistake', async () => {
    const trials = await play(faultlessAgent, 'faultless');
    const wrong = trials.filter(({ outcome, userReport }) => outcome !== 'pass' || userReport?.mistakes.length !== 0);
    expect(wrong.map(({ scenarioId, outcome, userReport }) => [scenarioId, outcome, userReport?.mistakes])).toEqual([]);
    expect(trials.filter(({ stop }) => stop.code === 'gave-up').map(({ scenarioId }) => scenarioId)).toEqual([]);
  });

  it('is passed nowhere by an agent that says and does nothing', async () => {
    expect(passed(await play(() => '', 'silent'))).toEqual([]);
  });

  it('is passed by an agent that always declines only where declining is all there is to do', async () => {
    const declined = passed(await play(() => "I'm sorry, I cannot help you with that.", 'declining'));
    expect(goalsOf(declined)).toEqual(['husband-of-the-account-holder', 'promised-by-a-colleague']);
  });

  it('is passed by an agent that always hands over only where the policy hands over at once', async () => {
    const handsOver: FunctionAgent = async (_turn, { tools }) => {
      await tools.call({ name: 'transfer_to_human', arguments: { reason: 'as always' } });
      return 'I have handed you over to a human colleague.';
    };
    expect(goalsOf(passed(await play(handsOver, 'handing over')))).toEqual(['lawyer-named', 'burnt-by-stove']);
  });

  // What the bundled programs are for: one to trust, one whose defects the reports have to find.
  it('is served well by the careful program, and worse by the hasty one the longer it takes', async () => {
    const careful = await play(programs.careful, 'careful');
    const hasty = await play(programs.hasty, 'hasty');
    expect(passed(careful).length / careful.length).toBeGreaterThan(0.95);
    const lengths = ['3', '25'].map((turns) => shareAt(hasty, turns));
    expect(lengths[1]).toBeLessThan(lengths[0]! - 0.2);
    expect(shareAt(careful, '25')).toBeGreaterThan(0.8);
  });
});

function shareAt(trials: readonly Trial[], turns: string): number {
  const those = trials.filter(({ scenarioId }) => scenarioId.endsWith(`~turns=${turns}`));
  return passed(those).length / those.length;
}

import { describe, expect, it } from 'vitest';
import { scriptedModel } from '#llm';
import type { Grade, PlayedScenario, Trial } from '#schema';
import { trialFixture } from '../schema/testing/trial-fixture.ts';
import { gradersFor } from './graders-for.ts';
import { regradeTrial } from './regrade-trial.ts';
import {
  agentCallsTool,
  agentSays,
  scenarioWith,
  trajectoryOf,
  worldBetween,
  worldEvents,
} from './testing/graded-trial.ts';

const initial = { orders: { 'O-1': { status: 'open' } } };
const world = worldBetween(initial, { orders: { 'O-1': { status: 'refunded' } } });
const trajectory = trajectoryOf([
  agentCallsTool('refund', { order: 'O-1' }),
  agentSays('Done.'),
  ...worldEvents(world),
]);
const signal = new AbortController().signal;

const stored = trialFixture('refund-lamp', 0, 'P', {
  seed: 1,
  stop: { reason: 'user-ended', code: null },
  extra: { kept: 1 },
});

const regrade = (scenario: PlayedScenario, trial = stored): Promise<Trial> =>
  regradeTrial({ trial, trajectory, scenario, initial, graders: gradersFor(scenario) }, signal);

const status = (equals: string, more: object = {}): object => ({
  check: 'final-state',
  id: 'status',
  mode: 'exact',
  expect: [{ path: '/orders/O-1/status', equals }],
  ...more,
});
const ask = {
  check: 'policy-rule',
  id: 'ask',
  rule: 'Ask first.',
  before: { tool: 'refund' },
  requires: [{ userAgreed: true }],
};

describe('a stored trial that is graded again', () => {
  it('is graded by the world’s end that its trajectory holds', async () => {
    expect(await regrade(scenarioWith([status('refunded')]))).toMatchObject({ outcome: 'pass', loss: null });
    expect(await regrade(scenarioWith([status('open')]))).toMatchObject({
      outcome: 'fail',
      failureCode: 'check:status',
    });
  });

  it('has disqualifiers and policy violations of the new grades', async () => {
    const trial = await regrade(scenarioWith([status('refunded'), { ...ask, decisive: false, disqualifier: true }]));
    expect(trial).toMatchObject({ outcome: 'pass', policyViolations: 1 });
    expect(trial.disqualifiers).toEqual([
      { id: 'ask', message: 'Ask first. (before this call the agent had not asked the user)', step: 0 },
    ]);
  });

  it('keeps what it had before, oldest first, and nothing twice', async () => {
    const once = await regrade(scenarioWith([status('refunded')]));
    const twice = await regrade(scenarioWith([status('open')]), once);
    expect(twice.extra).toEqual({
      kept: 1,
      previousGrades: [
        { grades: [], outcome: 'pass', failureCode: null, loss: null },
        { grades: once.grades, outcome: 'pass', failureCode: null, loss: null },
      ],
    });
    expect(await regrade(scenarioWith([status('open')]), twice)).toBe(twice);
  });

  it('keeps the grades that people gave', async () => {
    const human: Grade = {
      grader: { id: 'human:ann', version: null, kind: 'human', digest: null },
      dimension: null,
      finding: 'fail',
      score: null,
      decisive: false,
      evidence: [],
      costUsd: null,
    };
    const trial = await regrade(scenarioWith([status('refunded')]), { ...stored, grades: [human] });
    expect(trial.grades.map(({ grader }) => grader.id)).toEqual(['status', 'human:ann']);
    expect(trial.cost.judgeUsd).toBe(0);
  });

  it('is rescued from a judge’s loss by a judge that finds, and stays lost to anybody else', async () => {
    const scenario = scenarioWith([{ check: 'rubric', rubric: 'Refunded.' }]);
    const lost: Trial = {
      ...stored,
      outcome: 'lost',
      loss: { owner: 'judge', code: 'judge-abstained', message: null },
    };
    const finding = JSON.stringify({ reasoning: 'r', finding: 'pass', quotes: [{ step: 1, text: 'Done' }] });
    const graders = gradersFor(scenario, { judge: scriptedModel([finding], { costUsd: 0.125 }) });
    const trial = await regradeTrial({ trial: lost, trajectory, scenario, initial, graders }, signal);
    expect(trial).toMatchObject({ outcome: 'pass', loss: null, cost: { judgeUsd: 0.125 } });
    const other: Trial = { ...lost, loss: { owner: 'infrastructure', code: 'x', message: null } };
    expect(await regrade(scenario, other)).toBe(other);
  });

  it('is refused with another initial state, and with a damaged record of the end', async () => {
    const scenario = scenarioWith([status('open')]);
    const graders = gradersFor(scenario);
    const wrong = regradeTrial({ trial: stored, trajectory, scenario, initial: {}, graders }, signal);
    await expect(wrong).rejects.toMatchObject({ code: 'GRADERS_WORLD_MISMATCH' });
    const [changes] = worldEvents(world);
    const damaged = trajectoryOf([{ ...changes, value: [{ after: 1 }] } as never]);
    const torn = regradeTrial({ trial: stored, trajectory: damaged, scenario, initial, graders }, signal);
    await expect(torn).rejects.toMatchObject({ code: 'GRADERS_BAD_WORLD_END' });
  });
});

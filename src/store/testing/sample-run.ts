import { digestBytes } from '#base';
import type { RunManifest, Trajectory, Trial } from '#schema';
import { manifestFixture } from '../../schema/testing/manifest-fixture.ts';
import { plannedScenarioFixture } from '../../schema/testing/planned-scenario-fixture.ts';
import { instructionStep, toolStep, userStep } from '../../schema/testing/step-fixtures.ts';
import { trialFixture } from '../../schema/testing/trial-fixture.ts';
import type { AttemptRecord } from '../attempt-record.ts';

/** A manifest of invented content, with a plan of some scenarios. */
export function sampleManifest(scenarios: readonly string[] = ['refund', 'rebook'], id = 'sample-run'): RunManifest {
  const nothing = manifestFixture();
  return {
    ...nothing,
    id,
    name: 'Sample run',
    origin: 'live',
    createdAt: '2026-01-02T03:04:05Z',
    suite: {
      name: 'ferry-desk',
      version: '1',
      digest: digestBytes('ferry-desk'),
      visibility: 'public',
      planSource: 'manifest',
      scenarios: scenarios.map((scenario) => plannedScenarioFixture(scenario, 2, { slices: { desk: 'ferry' } })),
    },
    agent: { ...nothing.agent, name: 'clerk', version: '3', model: 'invented-1' },
    user: { ...nothing.user, kind: 'rules' },
    harness: { ...nothing.harness, name: 'seatrial' },
    limits: { ...nothing.limits, maxSteps: 30 },
    seed: 7,
  };
}

/** A trial of invented content. */
export function sampleTrial(scenarioId: string, index: number, overrides: Partial<Trial> = {}): Trial {
  const stop = { reason: 'user-ended', code: null } as const;
  return trialFixture(scenarioId, index, 'P', { score: 1, stop, durationMs: 1200, ...overrides });
}

/** A text of the length of a real policy, long enough to be stored apart once it repeats. */
export const samplePolicy =
  'A ticket may be refunded until the ferry has left the quay, less a fee of two coins. '.repeat(20);

/** A short talk that opens with the policy. */
export function sampleTrajectory(words: string): Trajectory {
  return {
    schemaVersion: 1,
    timeZoneAssumed: false,
    complete: true,
    steps: [
      instructionStep(samplePolicy),
      userStep(words),
      toolStep('find_ticket', { words }, { callId: '1', result: `ticket for ${words}`, effect: 'read' }),
    ],
  };
}

/** An attempt with its words and its raw record. */
export function sampleAttempt(scenarioId: string, index: number, overrides: Partial<Trial> = {}): AttemptRecord {
  const words = `${scenarioId} ${index} ${overrides.attempt ?? 0}`;
  return {
    trial: sampleTrial(scenarioId, index, overrides),
    trajectory: sampleTrajectory(words),
    raw: {
      traj: [
        { role: 'system', content: samplePolicy },
        { role: 'user', content: words },
      ],
      reward: 1,
    },
  };
}

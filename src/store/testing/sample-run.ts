import { digestBytes } from '#base';
import { type RunManifest, type Trajectory, type Trial, unknownCost, unknownUsage } from '#schema';
import type { AttemptRecord } from '../attempt-record.ts';

/** A manifest of invented content, with a plan of some scenarios. */
export function sampleManifest(scenarios: readonly string[] = ['refund', 'rebook'], id = 'sample-run'): RunManifest {
  return {
    schemaVersion: 1,
    kind: 'seatrial.run',
    id,
    name: 'Sample run',
    origin: 'live',
    createdAt: '2026-01-02T03:04:05Z',
    recordedAt: null,
    suite: {
      name: 'ferry-desk',
      version: '1',
      digest: digestBytes('ferry-desk'),
      visibility: 'public',
      planSource: 'manifest',
      scenarios: scenarios.map((scenario) => ({
        id: scenario,
        slices: { desk: 'ferry' },
        digest: null,
        plannedTrials: 2,
        contentId: null,
        goal: null,
        plannedTurns: null,
        twin: null,
      })),
    },
    agent: { name: 'clerk', version: '3', model: 'invented-1', promptDigest: null, toolsDigest: null, settings: null },
    user: { kind: 'rules', name: null, model: null, promptDigest: null, settings: null },
    judge: null,
    harness: { name: 'seatrial', version: null, commit: null, settings: null },
    dataset: { name: null, digest: null },
    limits: { maxSteps: 30, maxTurns: null, maxToolErrors: null, timeoutMs: null, maxTokens: null, maxCostUsd: null },
    seed: 7,
    place: { os: null, arch: null, runtime: null, ci: null },
    sources: [],
    importer: null,
    claims: [],
    remarks: [],
  };
}

/** A trial of invented content. */
export function sampleTrial(scenarioId: string, index: number, overrides: Partial<Trial> = {}): Trial {
  return {
    scenarioId,
    index,
    attempt: 0,
    sourceId: null,
    seed: null,
    outcome: 'pass',
    score: 1,
    loss: null,
    stop: { reason: 'user-ended', code: null },
    limitsHit: [],
    failureCode: null,
    grades: [],
    disqualifiers: [],
    policyViolations: null,
    faults: [],
    confusions: [],
    userReport: null,
    startedAt: null,
    endedAt: null,
    durationMs: 1200,
    usage: unknownUsage,
    cost: unknownCost,
    servedModels: [],
    facts: null,
    trajectory: null,
    raw: null,
    source: null,
    slices: null,
    extra: null,
    ...overrides,
  };
}

const step = { at: null, durationMs: null, source: null, extra: null };

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
      { kind: 'instruction', ...step, content: samplePolicy },
      { kind: 'user', ...step, content: words, usage: null, costUsd: null },
      {
        kind: 'tool',
        ...step,
        callId: '1',
        name: 'find_ticket',
        arguments: { words },
        argumentsMalformed: false,
        caller: 'agent',
        agent: null,
        result: `ticket for ${words}`,
        isError: false,
        effect: 'read',
        faults: [],
      },
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

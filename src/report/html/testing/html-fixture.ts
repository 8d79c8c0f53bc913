import { gzipSync } from 'node:zlib';
import { digestBytes } from '#base';
import { compareRuns, reliabilityReport } from '#reliability';
import {
  type AuditReport,
  type ContentPart,
  deriveFacts,
  type GateVerdict,
  type Grade,
  type RunManifest,
  type RunRecord,
  type RunSummary,
  type Step,
  type Trajectory,
  type Trial,
  unknownCost,
  unknownUsage,
} from '#schema';
import { faultMarkFixture } from '../../../schema/testing/fault-mark-fixture.ts';
import { manifestFixture } from '../../../schema/testing/manifest-fixture.ts';
import { plannedScenarioFixture } from '../../../schema/testing/planned-scenario-fixture.ts';
import { agentStep, instructionStep, toolStep, userStep } from '../../../schema/testing/step-fixtures.ts';
import { trialFixture } from '../../../schema/testing/trial-fixture.ts';
import type { EmbeddedTrajectory } from '../embedded-trajectory.ts';
import type { HtmlReportInput } from '../html-report-input.ts';

/** What a test says of an invented run. */
export interface HtmlFixture {
  /** Scenario id to its planned trials by index: P pass, F fail, L lost, M missing, R lost once and then passed. */
  readonly scenarios: Readonly<Record<string, string>>;
  /** Stands wherever outside text can stand: names, words, results, evidence. */
  readonly text?: string;
  /** Which trajectories are put into the file. */
  readonly embedded?: (trial: Trial) => boolean;
}

/** The documents of an invented run of a shop's agent, with an audit, a gate, and a comparison with an invented baseline. */
export function htmlFixture(fixture: HtmlFixture): HtmlReportInput {
  const candidate = runOf(fixture, 'candidate', (letter) => letter);
  const baseline = runOf(fixture, 'baseline', (letter, at) => (at % 3 === 0 && letter === 'F' ? 'P' : letter));
  const report = reliabilityReport(candidate.record);
  const embedded = fixture.embedded ?? (() => true);
  return {
    report,
    audit: auditOf(report.run, fixture.text ?? 'plain'),
    comparison: compareRuns(baseline.record, candidate.record, { level: 0.95, seed: 1 }),
    gate: gateOf(report.run, report.success.graded, fixture.text ?? 'plain'),
    trials: candidate.record.trials,
    trajectories: candidate.record.trials
      .filter(embedded)
      .flatMap((trial) => packed(trial, candidate.trajectories.get(trial))),
  };
}

/** Letters of a suite of equal scenarios: `count` scenarios of `trials` trials, more failures the later the scenario. */
export function suiteLetters(count: number, trials: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const passes = Math.round((trials * (count - at)) / count);
      return [`refund-${String(at + 1).padStart(2, '0')}`, 'P'.repeat(passes) + 'F'.repeat(trials - passes)];
    }),
  );
}

interface InventedRun {
  readonly record: RunRecord;
  readonly trajectories: ReadonlyMap<Trial, Trajectory>;
}

function runOf(
  { scenarios, text = 'plain' }: HtmlFixture,
  name: string,
  change: (letter: string, at: number) => string,
): InventedRun {
  const trajectories = new Map<Trial, Trajectory>();
  const trials = Object.entries(scenarios).flatMap(([id, letters], at) =>
    [...letters].flatMap((letter, index) => attemptsOf(id, index, change(letter, at), text, trajectories)),
  );
  return { record: { manifest: manifestOf(scenarios, name, text), trials }, trajectories };
}

function attemptsOf(
  id: string,
  index: number,
  letter: string,
  text: string,
  trajectories: Map<Trial, Trajectory>,
): Trial[] {
  if (letter === 'M') return [];
  const letters = letter === 'R' ? ['L', 'P'] : [letter];
  return letters.map((one, attempt) => {
    const trajectory = trajectoryOf(one === 'P', text);
    const trial = trialOf(id, index, attempt, one, text, trajectory);
    trajectories.set(trial, trajectory);
    return trial;
  });
}

function trialOf(
  id: string,
  index: number,
  attempt: number,
  letter: string,
  text: string,
  trajectory: Trajectory,
): Trial {
  const json = JSON.stringify(trajectory);
  const failed = letter === 'F';
  const first = failed && index === 0;
  return trialFixture(id, index, letter, {
    attempt,
    seed: 40 + index,
    score: failed ? 0 : 1,
    loss: letter === 'L' ? { owner: 'infrastructure', code: 'http_502', message: text } : null,
    stop: { reason: 'user-ended', code: null },
    grades: letter === 'L' ? [] : [gradeOf(failed, text)],
    disqualifiers: first ? [{ id: 'unauthorised-refund', message: text, step: 3 }] : [],
    policyViolations: first ? 1 : 0,
    faults: [faultMarkFixture()],
    startedAt: '2026-09-14T10:22:00Z',
    durationMs: 14_200,
    usage: { ...unknownUsage, inputTokens: 12_000, outputTokens: 480 },
    cost: { ...unknownCost, agentUsd: index % 4 === 3 ? null : 0.031 },
    servedModels: ['m-2026-07'],
    facts: deriveFacts(trajectory),
    trajectory: { digest: digestBytes(json), bytes: json.length },
  });
}

function gradeOf(failed: boolean, text: string): Grade {
  return {
    grader: { id: 'final-state', version: '1', kind: 'code', digest: null },
    dimension: 'final-state',
    finding: failed ? 'fail' : 'pass',
    score: failed ? 0 : 1,
    decisive: true,
    evidence: [{ message: failed ? `the refund went to the wrong card: ${text}` : 'as wanted', step: 5, quote: text }],
    costUsd: null,
  };
}

function trajectoryOf(passes: boolean, text: string): Trajectory {
  const said: ContentPart[] = [
    { type: 'reasoning', text: 'Two payment methods.' },
    { type: 'text', text: `Split across card and gift card, ok? ${text}` },
  ];
  const steps: Step[] = [
    instructionStep('You are the agent of a shop.'),
    userStep(`I want a refund. ${text}`, { at: '2026-09-14T10:22:00Z' }),
    agentTurn('Let me look that up.', 1),
    toolStep(
      'get_order',
      { id: 'W-88', note: text },
      { result: passes ? '{"card":40,"gift":25}' : `Error: ${text}`, isError: !passes },
    ),
    agentTurn(said, 0),
    toolStep('issue_refund', { method: passes ? 'split' : 'gift', amount: 65 }, { result: '{"ok":true}' }),
  ];
  return { schemaVersion: 1, timeZoneAssumed: false, complete: true, steps };
}

function agentTurn(content: string | ContentPart[], toolCalls: number): Step {
  return agentStep(content, {
    at: '2026-09-14T10:22:04Z',
    durationMs: 2100,
    model: 'm-2026-07',
    toolCalls,
    usage: { ...unknownUsage, inputTokens: 6000, outputTokens: 240 },
    costUsd: 0.0155,
  });
}

function packed(trial: Trial, trajectory: Trajectory | undefined): EmbeddedTrajectory[] {
  if (trajectory === undefined) return [];
  const json = JSON.stringify(trajectory);
  const { scenarioId, index, attempt } = trial;
  const gzipBase64 = gzipSync(json, { level: 9 }).toString('base64');
  return [{ scenarioId, index, attempt, gzipBase64, bytes: Buffer.byteLength(json) }];
}

function manifestOf(scenarios: HtmlFixture['scenarios'], name: string, text: string): RunManifest {
  const ids = Object.keys(scenarios);
  const nothing = manifestFixture();
  return {
    ...nothing,
    id: `shop-${name}`,
    name: `shop ${name} ${text}`,
    origin: 'live',
    createdAt: '2026-09-14T10:40:00Z',
    recordedAt: '2026-09-14T10:22:00Z',
    suite: {
      name: `retail-core ${text}`,
      version: '14',
      digest: digestBytes(ids.join('\n')),
      visibility: 'holdout',
      planSource: 'manifest',
      scenarios: ids.map((id, at) =>
        plannedScenarioFixture(id, scenarios[id]!.length, { slices: { service: at % 2 === 0 ? 'refund' : text } }),
      ),
    },
    agent: { ...nothing.agent, name: text, version: name, model: 'm-2026-07', promptDigest: digestBytes(name) },
    user: { ...nothing.user, kind: 'model', model: text },
    harness: { ...nothing.harness, name: 'shop-harness', version: text },
    limits: { ...nothing.limits, maxSteps: 40 },
    seed: 7,
    sources: [{ name: text, digest: digestBytes(text), bytes: text.length }],
    remarks: [{ code: 'remark', message: text, count: 2 }],
  };
}

function auditOf(run: RunSummary, text: string): AuditReport {
  return {
    schemaVersion: 1,
    kind: 'seatrial.audit-report',
    run,
    findings: [
      {
        id: 'do-nothing-floor',
        severity: 'serious',
        confidence: 'likely',
        title: `Doing nothing scores as much ${text}`,
        explanation: text,
        evidence: [{ message: text, scenarioId: 'refund-01', index: 0, data: null }],
      },
    ],
    checks: [
      { id: 'do-nothing-floor', status: 'found', reason: text },
      { id: 'missing-attempts', status: 'clear', reason: text },
    ],
    believable: 'with-care',
    sentence: `Read with care. ${text}`,
  };
}

function gateOf(run: RunSummary, success: GateVerdict['rules'][number]['observed'], text: string): GateVerdict {
  return {
    schemaVersion: 1,
    kind: 'seatrial.gate-verdict',
    verdict: 'fail',
    exitCode: 10,
    sentence: `success misses its floor ${text}`,
    policy: { name: text, digest: digestBytes('policy'), level: 0.9 },
    candidate: run,
    baseline: null,
    rules: [
      {
        id: 'floor:success',
        kind: 'floor',
        scope: { metric: 'success', slice: null },
        verdict: 'fail',
        observed: success,
        required: { text: '≥ 0.900', threshold: 0.9, side: 'at-least' },
        evidence: {
          baseline: null,
          candidate: null,
          trials: [{ scenarioId: 'refund-01', index: 0, message: text }],
          data: null,
        },
        wouldDecide: null,
        sentence: text,
      },
    ],
    notJudged: [{ id: 'ratio:cost-per-success', reason: text }],
    changes: [],
    pairedScenarios: null,
  };
}

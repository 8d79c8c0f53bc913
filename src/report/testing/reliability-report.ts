import {
  type Consistency,
  type EconomicsSection,
  type FailuresSection,
  type Quantity,
  type ReliabilityReport,
  reliabilityReportSchema,
  type ScenarioRow,
  type SliceSection,
  type StepsSection,
  type TurnsSection,
} from '#schema';
import { scenarioRowFixture } from '../../schema/testing/scenario-row-fixture.ts';
import { typed, unknown } from './measures.ts';
import { runSummary } from './run-summary.ts';

/** One scenario from its letters: P pass, F fail, L lost, M missing. */
export function scenarioRow(id: string, trials: string, slices: Record<string, string> = {}): ScenarioRow {
  const why = trials.includes('F') ? 'final-state: expected 40.5 at /orders/W-88/refunded, got 65.5' : null;
  return scenarioRowFixture(id, trials, { slices, why });
}

const rows: readonly ScenarioRow[] = [
  scenarioRow('exchange-size-oos', 'FFFF', { intent: 'exchange' }),
  scenarioRow('refund-third-party-card', 'FFFF', { intent: 'refund' }),
  scenarioRow('address-change-2-orders', 'FPFF', { intent: 'account' }),
  scenarioRow('loyalty-points-merge', 'FFLP', { intent: 'account' }),
  scenarioRow('cancel-then-rebook', 'PFFP', { intent: 'cancel' }),
  scenarioRow('refund-partial-giftcard', 'PPFP', { intent: 'refund' }),
  scenarioRow('cancel-after-ship', 'PPPM', { intent: 'cancel' }),
  ...Array.from({ length: 13 }, (_, at) => scenarioRow(`order-status-${at + 1}`, 'PPPP', { intent: 'status' })),
];

const consistency: Consistency = {
  passHatK: [
    { k: 1, ...typed(0.7875, 0.6201, 0.8934, { trials: 80 }) },
    { k: 2, ...typed(0.7083, 0.5127, 0.8489, { trials: 80 }) },
    { k: 3, ...typed(0.675, 0.4698, 0.8288, { trials: 80 }) },
    { k: 4, ...typed(0.65, 0.4329, 0.8188, { trials: 80 }) },
  ],
  passAtK: [],
  passHatKGraded: [
    { k: 1, ...typed(0.8077, 0.6398, 0.9085, { trials: 78 }) },
    { k: 2, ...typed(0.7368, 0.5416, 0.8691, { trials: 78 }) },
    { k: 3, ...typed(0.7102, 0.5112, 0.8519, { trials: 78 }) },
  ],
  passAtKGraded: [],
  reliabilityTax: typed(0.1577, 0.0412, 0.2741, { trials: 72 }),
  retention: unknown('not asked for'),
  projected: [
    { k: 8, ...typed(0.5712, 0.3401, 0.7716, { kind: 'projected' }), method: { id: 'beta-binomial', version: 1 } },
  ],
  always: 14,
  sometimes: 4,
  never: 2,
  flips: typed(0.2, 0.08, 0.416),
  variance: {
    between: 0.09,
    within: 0.07,
    icc: 0.562,
    intraclass: {
      ...typed(0.562, 0.31, 0.81, { trials: 78 }),
      warnings: [{ code: 'few-scenarios', message: 'rough' }],
    },
    shareFromScenarios: 0.83,
    scenarios: 20,
    trials: 78,
  },
  singleRunGap: {
    gap: 0.112,
    level: 0.95,
    interval: { low: 0.08, high: 0.15, level: 0.95, method: 'by-hand' },
    scenarios: 20,
    trials: 78,
  },
  byTrialIndex: [0, 1, 2, 3].map((index) => ({ index, success: typed([0.8, 0.75, 0.78, 0.84][index] ?? 0, 0.6, 0.9) })),
};

const steps: StepsSection = {
  length: { mean: typed(8.2, 7, 9.6), median: typed(8, 7, 9), p90: typed(14, 12, 17), max: 23 },
  toolCalls: { mean: typed(6.4, 5.1, 7.9), median: typed(6, 5, 7) },
  toolErrorRate: typed(0.041, 0.022, 0.075, { trials: 512 }),
  trialsWithError: typed(0.2, 0.1, 0.35),
  afterError: [
    { reaction: 'changed-arguments', count: 12, share: typed(0.571, 0.36, 0.76), success: typed(0.6, 0.3, 0.85) },
    { reaction: 'gave-up', count: 9, share: typed(0.429, 0.24, 0.64), success: typed(0.111, 0.02, 0.43) },
    { reaction: 'handed-over', count: 0, share: typed(0, 0, 0.155), success: unknown('no trial') },
  ],
  recovery: typed(0.375, 0.185, 0.614, { trials: 16 }),
  successWithoutError: typed(0.919, 0.781, 0.973, { trials: 62 }),
  errorOddsRatio: unknown('too few trials'),
  trialsRepeatingACall: typed(0.051, 0.02, 0.124),
  perStepSuccess: typed(0.974, 0.961, 0.983),
  survival: {
    unit: 'agent turn',
    points: [{ step: 4, survival: 0.95, low: 0.86, high: 0.98, atRisk: 78, events: 4, censored: 0 }],
    level: 0.95,
    method: 'kaplan-meier',
    trials: 78,
    failures: 15,
    censored: 63,
    unattributed: 15,
    median: typed(17, 13, null),
    longest: 23,
  },
  projections: [
    { steps: 20, survival: typed(0.41, 0.22, 0.6), model: 'kaplan-meier', assumption: 'none' },
    {
      steps: 100,
      survival: typed(0.072, 0.018, 0.181, { kind: 'model-dependent' }),
      model: 'geometric',
      assumption: 'constant hazard',
    },
  ],
};

const turns: TurnsSection = {
  bands: [
    { label: 'up to 3', from: 0, to: 3, success: typed(0.91, 0.75, 0.972, { trials: 33 }) },
    { label: '4 to 8', from: 4, to: 8, success: typed(0.733, 0.541, 0.866, { trials: 45 }) },
    { label: '9 to 15', from: 9, to: 15, success: unknown('no trial had so many turns') },
  ],
  trend: typed(-0.021, -0.062, 0.019),
  trendP: 0.28,
  caution: 'turns are an outcome too',
};

const nothing = unknown('not recorded');
const notRecorded: Quantity = {
  unit: 'tokens',
  known: 0,
  unknown: 78,
  mean: nothing,
  median: nothing,
  p95: nothing,
  perSuccess: nothing,
};

function known(unit: string, median: number, unknownTrials = 0): Quantity {
  const around = (value: number): ReturnType<typeof typed> =>
    typed(value, value * 0.8, value * 1.3, { trials: 78 - unknownTrials });
  return {
    unit,
    known: 78 - unknownTrials,
    unknown: unknownTrials,
    mean: around(median * 1.1),
    median: around(median),
    p95: around(median * 3),
    perSuccess: around(median * 1.4),
  };
}

const economics: EconomicsSection = {
  durationMs: known('ms', 41_250),
  inputTokens: notRecorded,
  outputTokens: notRecorded,
  tokens: notRecorded,
  costUsd: known('usd', 0.0312, 3),
  toolCalls: known('calls', 6),
  agentTurns: known('turns', 8),
  userTurns: known('turns', 4),
  humanIntervention: typed(0.064, 0.027, 0.145, { trials: 78 }),
  spentUsd: { agent: 2.43, user: 0.61, judge: null, other: null },
};

const failures: FailuresSection = {
  failed: 15,
  byClass: [
    {
      class: 'policy',
      count: 7,
      share: typed(0.467, 0.248, 0.699, { trials: 15 }),
      codes: [{ code: 'policy', count: 7 }],
      examples: [{ scenarioId: 'exchange-size-oos', index: 0 }],
    },
    { class: 'wrong-result', count: 5, share: typed(0.333, 0.152, 0.583, { trials: 15 }), codes: [], examples: [] },
    { class: 'limit', count: 3, share: typed(0.2, 0.07, 0.452, { trials: 15 }), codes: [], examples: [] },
    { class: 'refused', count: 0, share: typed(0, 0, 0.204, { trials: 15 }), codes: [], examples: [] },
  ],
  silent: 11,
  loud: 4,
  visibilityUnknown: 0,
  silentShare: typed(0.733, 0.48, 0.891, { trials: 15 }),
  disqualifiers: [
    {
      id: 'unauthorised-refund',
      scenarioId: 'refund-third-party-card',
      index: 2,
      step: 4,
      message: 'called issue_refund before verify_identity',
    },
  ],
  policyViolations: typed(0.09, 0.044, 0.174, { trials: 78 }),
};

const success = {
  graded: typed(0.8077, 0.6398, 0.9085, { trials: 78 }),
  planned: typed(0.7875, 0.6201, 0.8934, { trials: 80 }),
  bestCase: typed(0.8125, 0.6471, 0.9112, { trials: 80 }),
};

function slice(value: string, share: number): SliceSection {
  return {
    name: 'intent',
    value,
    scenarios: 2,
    trials: { planned: 8, graded: 8, passed: Math.round(share * 8), lost: 0, missing: 0 },
    success: {
      graded: typed(share, share * 0.5, Math.min(1, share * 1.3 + 0.1), { scenarios: 2 }),
      planned: typed(share, 0.1, 0.9),
      bestCase: typed(share, 0.1, 0.9),
    },
    consistency,
    dimensions: [],
    steps,
    turns,
    economics,
    failures,
  };
}

/** An invented report of 20 scenarios and 80 planned trials, with every section filled. It meets the schema. */
export function inventedReport(name = 'retail-bot 4f2c1e9'): ReliabilityReport {
  return reliabilityReportSchema.parse({
    schemaVersion: 1,
    kind: 'seatrial.reliability-report',
    run: runSummary(name),
    level: 0.95,
    scenarios: { planned: 20, graded: 20, rows: [...rows] },
    trials: { planned: 80, graded: 78, passed: 63, failed: 15, lost: 1, missing: 1, extraAttempts: 2 },
    losses: {
      lost: 1,
      missing: 1,
      rate: typed(0.0125, 0.002, 0.067, { trials: 80 }),
      missingRate: typed(0.0125, 0.002, 0.067, { trials: 80 }),
      dropped: { count: 0, codes: [] },
      byOwner: [
        {
          owner: 'infrastructure',
          count: 1,
          codes: [{ code: 'infrastructure_error', count: 1, message: 'the provider answered 503: overloaded' }],
        },
        { owner: 'user-simulator', count: 0, codes: [] },
        { owner: 'judge', count: 0, codes: [] },
      ],
    },
    success,
    consistency,
    dimensions: [
      { dimension: 'final-state', decisive: true, success: typed(0.846, 0.671, 0.937, { trials: 78 }), notScored: 0 },
      { dimension: 'politeness', decisive: false, success: typed(0.987, 0.931, 0.998, { trials: 78 }), notScored: 0 },
    ],
    degradation: null,
    confusion: null,
    simulator: null,
    faults: null,
    slices: [slice('status', 1), slice('refund', 0.375), slice('account', 0.286)],
    steps,
    turns,
    economics,
    failures,
  } satisfies ReliabilityReport);
}

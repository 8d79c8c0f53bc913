import { type FaultCounts, noFaultCounts, type ReliabilityReport, reliabilityReportSchema } from '#schema';
import { typed, unknown } from './measures.ts';
import { inventedReport } from './reliability-report.ts';

const counts = (part: Partial<FaultCounts>): FaultCounts => ({ ...noFaultCounts, ...part });

const rateLimits = counts({
  planned: 42,
  realised: 40,
  delivered: 40,
  masked: 1,
  manifested: 39,
  recovered: 34,
  safeStop: 3,
  gaveUp: 2,
});
const lostAcknowledgements = counts({
  planned: 20,
  realised: 20,
  delivered: 19,
  unmeasured: 1,
  manifested: 18,
  recovered: 11,
  duplicateEffect: 5,
  silentCorruption: 2,
});

/** The invented report as a live run would give it: assigned lengths, confusions, an accounting user, faults, trials taken out of the plan. */
export function inventedLiveReport(): ReliabilityReport {
  const report = inventedReport();
  return reliabilityReportSchema.parse({
    ...report,
    run: { ...report.run, origin: 'live' },
    losses: { ...report.losses, dropped: { count: 12, codes: [{ code: 'budget-exhausted', count: 12 }] } },
    degradation: {
      lengths: [
        { turns: 3, success: typed(0.86, 0.71, 0.94, { scenarios: 10 }) },
        { turns: 8, success: typed(0.76, 0.6, 0.87, { scenarios: 10 }) },
        { turns: 15, success: typed(0.6, 0.44, 0.74, { scenarios: 10 }) },
        { turns: 25, success: typed(0.44, 0.3, 0.59, { scenarios: 10 }) },
      ],
      slope: typed(-0.0193, -0.0258, -0.0127, { scenarios: 10 }),
      slopeP: 0.00195,
      retention: typed(0.512, 0.365, 0.716, { scenarios: 10 }),
      goals: 10,
      goalsLeftOut: 1,
    },
    confusion: {
      injected: 64,
      settled: typed(0.891, 0.78, 0.95),
      finalState: typed(0.75, 0.62, 0.85),
      medianTurns: typed(1, 1, 2),
      meanCalls: typed(1.4, 1.1, 1.7),
      byOperator: [
        {
          operator: 'correction',
          injected: 40,
          settled: typed(0.95, 0.83, 0.99),
          finalState: typed(0.9, 0.77, 0.96),
          medianTurns: typed(1, 1, 1),
          meanCalls: typed(1.2, 1, 1.4),
        },
        {
          operator: 'contradiction',
          injected: 24,
          settled: typed(0.792, 0.59, 0.91),
          finalState: typed(0.5, 0.31, 0.69),
          medianTurns: typed(2, 1, 3),
          meanCalls: unknown('expected confusions in at least 2 scenarios, got 1'),
        },
      ],
    },
    simulator: {
      kind: 'rules',
      turns: 412,
      mistakes: 9,
      mistakeRate: typed(0.0218, 0.011, 0.043),
      lostRate: typed(0.0125, 0.002, 0.067),
      byCode: [
        { code: 'unmapped-question', count: 8, fatal: 1 },
        { code: 'wrong-stop', count: 1, fatal: 0 },
      ],
    },
    faults: {
      counts: counts({
        planned: 62,
        realised: 60,
        delivered: 59,
        masked: 1,
        unmeasured: 1,
        manifested: 57,
        recovered: 45,
        duplicateEffect: 5,
        safeStop: 3,
        gaveUp: 2,
        silentCorruption: 2,
      }),
      delivery: typed(0.983, 0.91, 0.997),
      untouched: 3,
      byKind: [
        {
          kind: 'rate-limit',
          counts: rateLimits,
          delivery: typed(1, 0.91, 1),
          detection: typed(1, 0.91, 1),
          recovery: typed(0.872, 0.73, 0.944),
          safeStop: typed(0.077, 0.027, 0.2),
          silentCorruption: typed(0, 0, 0.09),
          duplicateEffect: typed(0, 0, 0.09),
          retryAmplification: typed(1.4, 1.2, 1.7),
          stepsToRecovery: typed(2, 1, 3),
          retainedSuccess: typed(0.94, 0.85, 1.04),
          attributableFailure: typed(0.05, -0.03, 0.13),
        },
        {
          kind: 'lost-acknowledgement',
          counts: lostAcknowledgements,
          delivery: typed(0.95, 0.76, 0.99),
          detection: typed(0.889, 0.67, 0.97),
          recovery: typed(0.611, 0.39, 0.8),
          safeStop: typed(0, 0, 0.18),
          silentCorruption: typed(0.111, 0.03, 0.33),
          duplicateEffect: typed(0.278, 0.12, 0.51),
          retryAmplification: unknown('retries are known of no delivered fault'),
          stepsToRecovery: typed(2, 1, 4),
          retainedSuccess: typed(0.69, 0.5, 0.94),
          attributableFailure: typed(0.27, 0.06, 0.48),
        },
      ],
    },
  } satisfies ReliabilityReport);
}

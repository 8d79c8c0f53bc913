import { fixed, type GatePolicy, grouped, type ReliabilityReport, type RuleVerdict } from '#schema';

const noEvidence: RuleVerdict['evidence'] = { baseline: null, candidate: null, trials: [], data: null };

/** Disqualifiers: one occurrence fails, whatever the averages. Those the policy tolerates by name are left out. */
export function judgeDisqualifiers(report: ReliabilityReport, policy: GatePolicy): RuleVerdict {
  const found = report.failures.disqualifiers.filter(({ id }) => !policy.disqualifiers.tolerate.includes(id));
  const first = found[0];
  return {
    id: 'disqualifiers',
    kind: 'disqualifiers',
    scope: null,
    verdict: found.length === 0 ? 'pass' : 'fail',
    observed: { count: found.length, of: report.trials.graded },
    required: { text: '0 disqualifiers', threshold: 0, side: 'at-most' },
    evidence: {
      ...noEvidence,
      trials: found
        .slice(0, 20)
        .map(({ id, scenarioId, index, message }) => ({ scenarioId, index, message: `${id}: ${message}` })),
    },
    wouldDecide: null,
    sentence:
      first === undefined
        ? `No disqualifier in ${grouped(report.trials.graded)} graded trials.`
        : `${found.length} disqualifying ${found.length === 1 ? 'failure' : 'failures'}, first in ${first.scenarioId} trial ${first.index + 1}: ${asSentence(first.message)}`,
  };
}

/** With a full stop at its end, so that another sentence can follow. */
function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** Policy violations count as disqualifiers when the policy says so and somebody looked for them; otherwise null. */
export function judgePolicyViolations(report: ReliabilityReport, policy: GatePolicy): RuleVerdict | null {
  const measure = report.failures.policyViolations;
  if (!policy.disqualifiers.policyViolations || 'absent' in measure) return null;
  const clean = measure.value === 0;
  return {
    id: 'policy-violations',
    kind: 'policy-violations',
    scope: null,
    verdict: clean ? 'pass' : 'fail',
    observed: measure,
    required: { text: 'no hard policy violation', threshold: 0, side: 'at-most' },
    evidence: { ...noEvidence, candidate: measure },
    wouldDecide: null,
    sentence: clean
      ? `No policy violation in ${grouped(measure.trials)} trials that were checked.`
      : `${fixed(measure.value * 100, 1)} % of ${grouped(measure.trials)} checked trials violate the policy.`,
  };
}

/** Lost trials: too many and the result speaks of the infrastructure, not of the agent. Judged by count, not by interval. */
export function judgeLosses(report: ReliabilityReport, policy: GatePolicy): RuleVerdict {
  return shareRule('losses', 'lost', report.trials.lost, report.trials.planned, policy.bounds.lost);
}

/** Missing trials: planned and not there. */
export function judgeMissing(report: ReliabilityReport, policy: GatePolicy): RuleVerdict {
  return shareRule('missing', 'missing', report.trials.missing, report.trials.planned, policy.bounds.missing);
}

function shareRule(
  kind: 'losses' | 'missing',
  word: string,
  count: number,
  planned: number,
  bound: number,
): RuleVerdict {
  const kept = count <= bound * planned;
  return {
    id: kind,
    kind,
    scope: null,
    verdict: kept ? 'pass' : 'inconclusive',
    observed: { count, of: planned },
    required: { text: `${word} ≤ ${fixed(bound * 100, 1)} % of planned`, threshold: bound, side: 'at-most' },
    evidence: noEvidence,
    wouldDecide: kept ? null : { text: `run the ${word} trials again`, scenarios: null, trialsPerScenario: null },
    sentence: `${grouped(count)} of ${grouped(planned)} planned trials are ${word}${kept ? '' : `, more than ${fixed(bound * 100, 1)} %`}.`,
  };
}

/** Too little evidence decides nothing. With a baseline, only scenarios that both runs have count. */
export function judgeMinimumEvidence(
  report: ReliabilityReport,
  policy: GatePolicy,
  paired: number | null,
): RuleVerdict {
  const { scenarios: needed, trialsPerScenario } = policy.minimumEvidence;
  const scenarios = paired ?? report.scenarios.graded;
  const thin = report.scenarios.rows.filter((row) => row.graded > 0 && row.graded < trialsPerScenario).length;
  const enough = scenarios >= needed && thin === 0;
  return {
    id: 'minimum-evidence',
    kind: 'minimum-evidence',
    scope: null,
    verdict: enough ? 'pass' : 'inconclusive',
    observed: { count: scenarios, of: null },
    required: {
      text: `≥ ${needed} ${paired === null ? '' : 'paired '}scenarios, ≥ ${trialsPerScenario} ${trialsPerScenario === 1 ? 'trial' : 'trials'} each`,
      threshold: needed,
      side: 'at-least',
    },
    evidence: { ...noEvidence, data: { scenariosWithTooFewTrials: thin } },
    wouldDecide: enough
      ? null
      : {
          text: `at least ${needed} scenarios with ${trialsPerScenario} ${trialsPerScenario === 1 ? 'trial' : 'trials'} each`,
          scenarios: needed,
          trialsPerScenario,
        },
    sentence: `${grouped(scenarios)} ${paired === null ? '' : 'paired '}scenarios${thin > 0 ? `, ${thin} of them with fewer than ${trialsPerScenario} graded trials` : ''}.`,
  };
}

import { cutText } from '#base';
import type { ComparisonReport, ManifestChange } from '#schema';
import type { RunCounts, ScenarioCounts } from './count.ts';
import type { PairedRuns } from './paired-runs.ts';

type Comparable = ComparisonReport['comparable'];
type Reason = Comparable['reasons'][number];

/** Below this many shared scenarios no interval is to be decided on. */
const fewScenarios = 10;
/** A larger share of lost or missing trials than this clouds a comparison. */
const tolerableShare = 0.05;
/** More scenarios than this share with other content, or in one run only, and the runs are not of the same suite. */
const sameSuiteShare = 0.05;
const sharedAtLeast = 0.5;
/** Two versions of one agent find the same scenarios hard; below this correlation something else is going on. */
const alarmingCorrelation = 0.1;
const scenariosForCorrelation = 20;

/**
 * Whether version B may be read against version A. `no` when something blocks: no shared scenarios or too few of them, other contents
 * under the same ids, another simulated user, another judge, other limits. `with-care` when something clouds.
 *
 * An instrument that one of the manifests does not name can neither be shown to be the same nor to differ: it clouds.
 */
export function comparability(
  runs: PairedRuns,
  changes: readonly ManifestChange[],
  correlation: number | null,
): Comparable {
  const reasons = [
    ...scenarioReasons(runs),
    ...contentReasons(runs),
    ...changes.flatMap(instrumentReason),
    ...countReasons('baseline', runs.baseline),
    ...countReasons('candidate', runs.candidate),
    ...correlationReasons(runs, correlation),
  ];
  const blocked = reasons.some(({ severity }) => severity === 'blocking');
  const sorted = [...reasons].sort((a, b) => Number(a.severity === 'caution') - Number(b.severity === 'caution'));
  return { verdict: blocked ? 'no' : reasons.length > 0 ? 'with-care' : 'yes', reasons: sorted };
}

function scenarioReasons({ pairs, onlyBaseline, onlyCandidate }: PairedRuns): Reason[] {
  if (pairs.length === 0) return [blocking('no-shared-scenarios', 'the runs share no scenario')];
  const reasons: Reason[] = [];
  const apart = onlyBaseline.length + onlyCandidate.length;
  const shared = pairs.length / (pairs.length + Math.max(onlyBaseline.length, onlyCandidate.length));
  const message = `${onlyBaseline.length} scenarios are in the baseline only and ${onlyCandidate.length} in the candidate only; ${pairs.length} are compared`;
  if (apart > 0)
    reasons.push(
      shared < sharedAtLeast ? blocking('different-scenarios', message) : caution('different-scenarios', message),
    );
  if (pairs.length < fewScenarios)
    reasons.push(
      caution(
        'few-scenarios',
        `${pairs.length} shared scenarios are too few to decide on; use at least ${fewScenarios}`,
      ),
    );
  return reasons;
}

function contentReasons({ pairs }: PairedRuns): Reason[] {
  const known = pairs.filter(({ baseline, candidate }) => baseline.digest !== null && candidate.digest !== null);
  const changed = known.filter(({ baseline, candidate }) => baseline.digest !== candidate.digest);
  if (changed.length === 0) return [];
  const examples = changed.slice(0, 3).map(({ id }) => JSON.stringify(id.slice(0, 80)));
  const message = `${changed.length} of ${known.length} scenarios have other contents under the same id, such as ${examples.join(', ')}`;
  return [
    changed.length > sameSuiteShare * known.length
      ? blocking('scenario-content', message)
      : caution('scenario-content', message),
  ];
}

/** Instruments whose change makes the figures of two runs incomparable. */
const blockingInstruments = ['user.kind', 'user.model', 'user.promptDigest', 'judge.', 'limits.'];
const cloudingInstruments = ['user.', 'harness.', 'dataset.digest'];

function instrumentReason({ field, baseline, candidate }: ManifestChange): Reason[] {
  const [unnamed, named] = [isUnknown(baseline), isUnknown(candidate)];
  const values = `${shown(baseline)} → ${shown(candidate)}`;
  if (blockingInstruments.some((prefix) => field.startsWith(prefix)))
    return unnamed || named
      ? [caution('instrument-unknown', `${field} is known of one run only (${values})`)]
      : [blocking('instrument-changed', `${field} changed (${values})`)];
  return cloudingInstruments.some((prefix) => field.startsWith(prefix)) && !(unnamed || named)
    ? [caution('instrument-changed', `${field} changed (${values})`)]
    : [];
}

function isUnknown(value: ManifestChange['baseline']): boolean {
  return value === null || value === 'unknown';
}

function shown(value: ManifestChange['baseline']): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value), 60);
}

function countReasons(arm: string, { scenarios }: RunCounts): Reason[] {
  const sum = (count: (scenario: ScenarioCounts) => number) => scenarios.reduce((total, one) => total + count(one), 0);
  const planned = sum((one) => one.planned);
  const reason = (code: string, count: number, words: string): Reason[] =>
    count > tolerableShare * planned
      ? [caution(code, `${count} of ${planned} planned trials of the ${arm} ${words}`)]
      : [];
  return [
    ...reason(
      'lost-trials',
      sum((one) => one.lost),
      'were lost',
    ),
    ...reason(
      'missing-trials',
      sum((one) => one.missing),
      'are missing',
    ),
  ];
}

function correlationReasons({ pairs }: PairedRuns, correlation: number | null): Reason[] {
  if (correlation === null || correlation >= alarmingCorrelation || pairs.length < scenariosForCorrelation) return [];
  const message = `success per scenario hardly goes together between the runs (correlation ${correlation.toFixed(2)}): do the ids mean the same scenarios?`;
  return [caution('uncorrelated-scenarios', message)];
}

function blocking(code: string, message: string): Reason {
  return { code, severity: 'blocking', message };
}

function caution(code: string, message: string): Reason {
  return { code, severity: 'caution', message };
}

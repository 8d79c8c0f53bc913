import { type Evidence, sumKnown } from '#schema';
import { evidenceOf } from '../finding.ts';
import type { Opinion } from './ask-judge.ts';

/**
 * What several opinions come to: the finding that more of them have, and the median of their scores. A tie is no finding (`judge-tie`), and neither
 * is a majority of fewer than half of all that were asked (`judge-no-majority`): two judges out of five who could not decide are a warning,
 * three are a verdict on the question.
 *
 * The evidence is that of the first opinion with the majority, after a line with the count. One opinion stays what it is.
 */
export function majority(opinions: readonly Opinion[]): Opinion {
  const [only, ...others] = opinions;
  if (only !== undefined && others.length === 0) return only;
  const costUsd = sumKnown(opinions.map((opinion) => opinion.costUsd));
  const having = (finding: Opinion['finding']): readonly Opinion[] => opinions.filter((one) => one.finding === finding);
  const [passing, failing] = [having('pass'), having('fail')];
  const count = `${passing.length} pass, ${failing.length} fail, ${having('not-scored').length} without finding`;
  const scored = passing.length + failing.length;
  if (2 * scored < opinions.length) return none('judge-no-majority', count, opinions, costUsd);
  if (passing.length === failing.length) return none('judge-tie', count, opinions, costUsd);
  const winners = passing.length > failing.length ? passing : failing;
  return {
    finding: winners === passing ? 'pass' : 'fail',
    score: medianScore([...passing, ...failing]),
    evidence: [...(winners[0]?.evidence ?? []), evidenceOf(`of ${opinions.length} answers: ${count}`)],
    costUsd,
  };
}

function none(code: string, count: string, opinions: readonly Opinion[], costUsd: number | null): Opinion {
  const reasons = opinions.flatMap(({ evidence }): Evidence[] => evidence.slice(0, 1));
  return {
    finding: 'not-scored',
    score: null,
    evidence: [evidenceOf(`${code}: of ${opinions.length} answers: ${count}`), ...reasons],
    costUsd,
  };
}

/** The median; of an even number the mean of the middle two. Null when no opinion has a score. */
function medianScore(opinions: readonly Opinion[]): number | null {
  const scores = opinions.flatMap(({ score }) => (score === null ? [] : [score])).sort((a, b) => a - b);
  const middle = scores.length / 2;
  const [low, high] = [scores[Math.ceil(middle) - 1], scores[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

import { cutText } from '#base';
import type { Trial } from '#schema';

/** Longest reason that a row of a table shows. */
const mostCharacters = 160;

/** Why a trial did not pass, in as few words as its record allows: the gravest thing known of it. Empty for a pass, and where nothing is known. */
export function failureReason(trial: Trial | undefined): string {
  if (trial === undefined || trial.outcome === 'pass') return '';
  return cutText(shortDigests(trial.outcome === 'lost' ? lossReason(trial) : agentsReason(trial)), mostCharacters);
}

function lossReason({ loss }: Trial): string {
  return loss === null ? 'lost' : `${loss.owner}: ${loss.message ?? loss.code}`;
}

function agentsReason(trial: Trial): string {
  const disqualifier = trial.disqualifiers[0];
  if (disqualifier !== undefined) return `disqualified, ${disqualifier.id}: ${disqualifier.message}`;
  if (trial.limitsHit.length > 0) return `limit reached: ${trial.limitsHit.join(', ')}`;
  return gradeReason(trial) ?? trial.failureCode ?? trial.stop.code ?? '';
}

function gradeReason({ grades }: Trial): string | null {
  const failed = grades.filter(({ finding }) => finding === 'fail');
  const grade = failed.find(({ decisive }) => decisive) ?? failed[0];
  if (grade === undefined) return null;
  const name = grade.dimension ?? grade.grader.id;
  const evidence = grade.evidence[0];
  if (evidence === undefined) return name;
  return `${name}: ${evidence.message}${evidence.quote === null ? '' : `: ${evidence.quote}`}`;
}

// A digest says nothing to a reader beyond its first letters.
function shortDigests(text: string): string {
  return text.replace(/\b([0-9a-f]{8})[0-9a-f]{24,120}\b/g, '$1…');
}

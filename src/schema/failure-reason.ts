import { cutText } from '#base';
import type { Trial } from './trial.ts';

/** Longest reason, in UTF-16 code units. */
const mostCharacters = 160;

/**
 * Why a trial did not pass, in as few words as its record allows: the gravest thing known of it. A broken agent comes before failed checks, because
 * nothing that it left undone says more. Empty for a pass, and where nothing is known. At most 160 UTF-16 code units and an ellipsis; still text of
 * others, to be shown as such.
 */
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
  if (trial.stop.reason === 'agent-error') return brokenReason(trial);
  if (trial.limitsHit.length > 0) return `limit reached: ${trial.limitsHit.join(', ')}`;
  return gradeReason(trial) ?? trial.failureCode ?? trial.stop.code ?? '';
}

function brokenReason({ failureCode, stop: { code, message } }: Trial): string {
  const name = failureCode ?? code ?? 'agent-error';
  return message === undefined ? name : `${name}: ${message}`;
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

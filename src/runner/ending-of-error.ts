import { AgentFailure } from '#agents';
import { UserFailure } from '#users';
import { ended, lostTo, type TrialEnding, TrialStop } from './trial-stop.ts';

/** Who was at work when an error came. */
export type TrialPhase = 'world' | 'user' | 'agent';

/**
 * What an error says about how a trial ended. A stop carries its own ending; an `AgentFailure` names its owner; everything else is a defect of the
 * port that threw it, and the agent does not pay for it.
 */
export function endingOfError(error: unknown, phase: TrialPhase): TrialEnding {
  if (error instanceof TrialStop) return error.ending;
  if (error instanceof AgentFailure) return ofAgent(error);
  const message = messageOf(error);
  if (error instanceof UserFailure) return lostTo('user-simulator', error.code, message, error.retryAfterMs);
  if (phase === 'user') return lostTo('user-simulator', 'user-defect', message);
  return lostTo('infrastructure', phase === 'world' ? 'world-defect' : 'adapter-defect', message);
}

function ofAgent(failure: AgentFailure): TrialEnding {
  if (failure.owner === 'agent') return ended('agent-error', failure.code, messageOf(failure));
  return lostTo('infrastructure', failure.code, messageOf(failure), failure.retryAfterMs);
}

/** Errors come from outside and may say anything at any length. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 2000);
}

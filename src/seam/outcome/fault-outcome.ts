import type { FaultOutcome } from '#schema';
import type { LastWord } from './agent-words.ts';

/**
 * How a fault shows to whoever made the call. `error`: the call failed or was never answered. `broken`: an answer that cannot be read whole. `value`: an
 * answer that looks right and is not. `nothing`: a true answer, late or given twice.
 */
export type FaultShow = 'error' | 'broken' | 'value' | 'nothing';

/** All that the outcome of a delivered fault follows from. */
export interface FaultStory {
  readonly show: FaultShow;
  readonly trial: 'pass' | 'fail' | 'lost';
  /** The ledger proves that the write took place twice. */
  readonly duplicated: boolean;
  /** The client library tried again by itself, and that went through. */
  readonly masked: boolean;
  /** The agent made the same call four times or more and nothing else until the end. */
  readonly looped: boolean;
  readonly detected: boolean | null;
  /** The wrong value was used and the true one was not. */
  readonly usedWrong: boolean;
  /** The call was to change something, and as far as anybody can tell it never did. */
  readonly undone: boolean;
  /** The ledger proves that the change took place, acknowledged or not. */
  readonly tookPlace: boolean;
  /** What the agent said last of the matter. */
  readonly lastWord: LastWord | null;
}

/**
 * The one outcome of a delivered fault, from the first of these rules that applies. Whether the trial passed is what its decisive grades say; whether
 * the clean twin passed is not asked here, because it may not have been played yet (see the reliability report).
 *
 * 1. A write that the ledger shows twice: `duplicate-effect`, also in a trial that was lost.
 * 2. The library dealt with it: `masked`.
 * 3. The trial was lost: `unmeasured`.
 * 4. The trial passed: `recovered` where the agent noticed, else `correct-anyway`.
 * 5. The agent repeated itself to the end: `looped`.
 * 6. Nothing showed, and the trial failed: `unmeasured`.
 * 7. The agent noticed: `gave-up` where it says nothing of it; `silent-corruption` where it says that a change is done which never was;
 *    `wrong-recovery` where it says otherwise that all is done, or denies a change that took place; else `safe-stop`.
 * 8. It did not notice, or that cannot be told: `silent-corruption` where it used the wrong value or says that all is done, `safe-stop` where it says
 *    that it is not, `gave-up` where it went on after an error without a word, else `unmeasured`.
 */
export function faultOutcome(story: FaultStory): FaultOutcome {
  const { show, trial, detected } = story;
  if (story.duplicated) return 'duplicate-effect';
  if (story.masked) return 'masked';
  if (trial === 'lost') return 'unmeasured';
  if (trial === 'pass') return detected === true ? 'recovered' : 'correct-anyway';
  if (story.looped) return 'looped';
  if (show === 'nothing') return 'unmeasured';
  return detected === true ? afterNoticing(story) : withoutNoticing(story);
}

function afterNoticing({ lastWord, undone, tookPlace }: FaultStory): FaultOutcome {
  if (lastWord === null) return 'gave-up';
  if (lastWord === 'done') return undone ? 'silent-corruption' : 'wrong-recovery';
  return lastWord === 'denied' && tookPlace ? 'wrong-recovery' : 'safe-stop';
}

function withoutNoticing({ show, usedWrong, lastWord }: FaultStory): FaultOutcome {
  if (usedWrong || lastWord === 'done') return 'silent-corruption';
  if (lastWord !== null) return 'safe-stop';
  return show === 'value' ? 'unmeasured' : 'gave-up';
}

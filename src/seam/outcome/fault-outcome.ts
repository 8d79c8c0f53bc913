import type { FaultOutcome } from '#schema';

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
  /** What the agent said last of the matter. */
  readonly lastWord: 'not-done' | 'done' | null;
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
 * 7. The agent noticed: `safe-stop` where it says that it is not done, `wrong-recovery` where it says that it is, `gave-up` where it says neither.
 * 8. It did not notice, or that cannot be told: `silent-corruption` where it used the wrong value or says that all is done, `safe-stop` where it says
 *    that it is not, `gave-up` where it went on after an error without a word, else `unmeasured`.
 */
export function faultOutcome(story: FaultStory): FaultOutcome {
  const { show, trial, detected, lastWord } = story;
  if (story.duplicated) return 'duplicate-effect';
  if (story.masked) return 'masked';
  if (trial === 'lost') return 'unmeasured';
  if (trial === 'pass') return detected === true ? 'recovered' : 'correct-anyway';
  if (story.looped) return 'looped';
  if (show === 'nothing') return 'unmeasured';
  if (detected === true) return lastWord === null ? 'gave-up' : lastWord === 'done' ? 'wrong-recovery' : 'safe-stop';
  if (story.usedWrong || lastWord === 'done') return 'silent-corruption';
  if (lastWord === 'not-done') return 'safe-stop';
  return show === 'value' ? 'unmeasured' : 'gave-up';
}

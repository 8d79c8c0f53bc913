import type { Step } from '#schema';
import type { SeamEvent } from '../record/seam-event.ts';
import { sameIntent } from './begun-faults.ts';
import type { TimedCall } from './trial-timeline.ts';

/** What came of the intent after a fault on it. */
export interface LaterAttempts {
  /** Attempts up to the first success, by who decided on them. */
  readonly retries: { readonly byLibrary: number; readonly byModel: number; readonly unknown: number };
  /** The first that had a true answer; null for none. */
  readonly success: TimedCall | null;
}

/** Faults that leave the answer as it is. */
const harmless: ReadonlySet<string> = new Set(['delay', 'duplicate-delivery', 'duplicate-reply', 'slow-first-token']);

/** Follows an intent from a call on. */
export function laterAttempts(from: TimedCall, after: readonly TimedCall[], deciders: Deciders): LaterAttempts {
  const retries = { byLibrary: 0, byModel: 0, unknown: 0 };
  let before = from;
  for (const attempt of after.filter((later) => sameIntent(from, later))) {
    retries[deciders.between(before, attempt)]++;
    if (isTrueSuccess(attempt)) return { retries, success: attempt };
    before = attempt;
  }
  return { retries, success: null };
}

/** Whether a call had a successful answer that no fault changed. */
export function isTrueSuccess({ reply, fault }: TimedCall): boolean {
  if (reply?.outcome !== 'result') return false;
  return fault === null || fault.unrealised !== null || harmless.has(fault.fault);
}

/**
 * Tells who decided on a repeated call: the model, when it was asked in between or when the user spoke; the client library, when it was not asked and
 * we would know; else it is unknown. A decision that was only inferred from the call itself proves nothing.
 */
export class Deciders {
  readonly #positions = new Map<string, number>();
  readonly #modelCalls: readonly number[];
  readonly #steps: readonly Step[];
  readonly #reported: boolean;

  constructor(events: readonly SeamEvent[], steps: readonly Step[]) {
    this.#steps = steps;
    const modelCalls: number[] = [];
    for (const [at, event] of events.entries()) {
      if (event.kind !== 'call') continue;
      this.#positions.set(event.id, at);
      if (event.carrier === 'model') modelCalls.push(at);
    }
    this.#modelCalls = modelCalls;
    this.#reported = steps.some((step) => isReported(step) && step.toolCalls > 0);
  }

  between(one: TimedCall, other: TimedCall): 'byLibrary' | 'byModel' | 'unknown' {
    // a model cannot repeat a call to itself
    if (one.call.carrier === 'model') return 'byLibrary';
    if (this.#modelCalls.length > 0) return this.#modelWasAsked(one, other) ? 'byModel' : 'byLibrary';
    if (one.step === null || other.step === null) return 'unknown';
    const between = this.#steps.slice(one.step + 1, other.step);
    if (between.some((step) => step.kind === 'user' || isReported(step))) return 'byModel';
    return this.#reported ? 'byLibrary' : 'unknown';
  }

  #modelWasAsked(one: TimedCall, other: TimedCall): boolean {
    const from = this.#positions.get(one.call.id) ?? 0;
    const to = this.#positions.get(other.call.id) ?? 0;
    return this.#modelCalls.some((at) => at > from && at < to);
  }
}

function isReported(step: Step): step is Extract<Step, { kind: 'agent' }> {
  return step.kind === 'agent' && step.extra?.['inferred'] !== true;
}

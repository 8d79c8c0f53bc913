import { type FaultOperator, type FaultSurface, faultOperators } from '#base';
import type { FaultPlan, FaultRule } from '#schema';
import type { IdentifiedCall } from './call-identity.ts';
import { keyedFraction } from './keyed-fraction.ts';
import { RuleMatcher } from './rule-matcher.ts';

/** A fault that is to happen to a call. */
export interface PlannedFault {
  readonly rule: FaultRule;
  readonly phase: 'pre' | 'post';
  readonly surface: FaultSurface;
  /** Whether it began at an earlier attempt and lasts. */
  readonly repeated: boolean;
  /** Numbers in [0, 1) for its parameters; the same for the same salt at every attempt. */
  draw(salt: string): number;
}

/** A rule that fitted and lost. */
export interface Suppression {
  readonly rule: string;
  readonly reason: 'earlier-rule' | 'budget' | 'gap';
}

/** What is to happen to a call. */
export interface Decision {
  readonly fault: PlannedFault | null;
  readonly suppressed: readonly Suppression[];
}

interface RuleState {
  readonly matcher: RuleMatcher;
  /** Calls the rule looked at so far. */
  seen: number;
  /** Faults it began. */
  begun: number;
  /** Faults under way, by the call they happen to. */
  readonly lasting: Map<string, Lasting>;
}

interface Lasting {
  readonly began: number;
  left: number;
}

interface Fit {
  readonly state: RuleState;
  readonly surface: FaultSurface;
  readonly lasting: Lasting | null;
}

const standingKinds: ReadonlySet<string> = new Set(['tool-gone', 'tool-changed']);

/**
 * Decides for the calls of one trial, in the order they arrive, which fault happens to each.
 *
 * Decisions by probability depend on the call's own key alone: neither other calls nor their order change them. Those by `nth`, `every`,
 * `after` and the budget depend on order by their meaning. The first rule that fits wins; the others are told as suppressed.
 */
export class FaultDecider {
  readonly #plan: FaultPlan;
  readonly #trial: string;
  readonly #rules: readonly RuleState[];
  readonly #byId: ReadonlyMap<string, RuleState>;
  #begun = 0;
  /** Calls since the last fault began. */
  #gap = Number.POSITIVE_INFINITY;

  /** @param trial identifies the trial; part of every key, so that trials differ and arms of a comparison do not */
  constructor(plan: FaultPlan, trial: string) {
    this.#plan = plan;
    this.#trial = trial;
    this.#rules = plan.rules.map((rule) => ({
      matcher: new RuleMatcher(rule, trial),
      seen: 0,
      begun: 0,
      lasting: new Map(),
    }));
    this.#byId = new Map(this.#rules.map((state) => [state.matcher.rule.id, state]));
  }

  decide(call: IdentifiedCall): Decision {
    this.#gap++;
    const suppressed: Suppression[] = [];
    let fault: PlannedFault | null = null;
    for (const fit of this.#fits(call)) {
      const reason = fault === null ? this.#denial(fit) : 'earlier-rule';
      if (reason === null) fault = this.#take(fit, call);
      else suppressed.push({ rule: fit.state.matcher.rule.id, reason });
    }
    return { fault, suppressed };
  }

  /** Takes a fault back that could not be carried out, such as a missing field of an answer that was an error. */
  unrealised(fault: PlannedFault, call: IdentifiedCall): void {
    if (fault.repeated) return;
    const state = this.#byId.get(fault.rule.id);
    if (state === undefined) return;
    state.begun--;
    state.lasting.delete(lastingKey(call));
    this.#begun--;
  }

  /** The rules whose tools are gone or changed at this moment, for whoever lists tools. */
  standing(): FaultRule[] {
    return this.#rules.filter((state) => this.#stands(state)).map(({ matcher }) => matcher.rule);
  }

  // Every rule counts every call it looks at, whoever wins: else one rule's luck would shift another's `nth`.
  #fits(call: IdentifiedCall): Fit[] {
    return this.#rules.flatMap((state) => {
      const surface = state.matcher.surfaceOn(call);
      if (surface === null) return [];
      state.seen++;
      const lasting = this.#lastingOn(state, call);
      return lasting !== null || this.#begins(state, call) ? [{ state, surface, lasting }] : [];
    });
  }

  #lastingOn(state: RuleState, call: IdentifiedCall): Lasting | null {
    if (standingKinds.has(state.matcher.rule.fault.kind)) return state.begun > 0 ? { began: 1, left: 1 } : null;
    const lasting = state.lasting.get(lastingKey(call));
    if (lasting === undefined || lasting.left === 0) return null;
    lasting.left--;
    return lasting;
  }

  #begins(state: RuleState, call: IdentifiedCall): boolean {
    const { id, when } = state.matcher.rule;
    if (when.nth !== undefined && !when.nth.includes(state.seen)) return false;
    if (when.every !== undefined && state.seen % when.every !== 0) return false;
    if (when.after !== undefined && (this.#byId.get(when.after)?.begun ?? 0) === 0) return false;
    if (!state.matcher.names(call)) return false;
    return when.prob === undefined || this.#draw(id, call, call.occurrence, 'fires') < when.prob;
  }

  #denial({ lasting }: Fit): Suppression['reason'] | null {
    if (lasting !== null) return null;
    const { maxFaults, minGapCalls } = this.#plan.budget;
    if (maxFaults !== undefined && this.#begun >= maxFaults) return 'budget';
    return this.#gap <= minGapCalls ? 'gap' : null;
  }

  #take({ state, surface, lasting }: Fit, call: IdentifiedCall): PlannedFault {
    const { rule } = state.matcher;
    if (lasting === null) this.#begin(state, call);
    const began = lasting?.began ?? call.occurrence;
    return {
      rule,
      phase: phaseOf(rule),
      surface,
      repeated: lasting !== null,
      draw: (salt) => this.#draw(rule.id, call, began, salt),
    };
  }

  #begin(state: RuleState, call: IdentifiedCall): void {
    const { clears } = state.matcher.rule;
    const left = clears === 'never' ? Number.POSITIVE_INFINITY : clears.afterAttempts - 1;
    state.lasting.set(lastingKey(call), { began: call.occurrence, left });
    state.begun++;
    this.#begun++;
    this.#gap = 0;
  }

  #stands({ matcher, begun }: RuleState): boolean {
    const { fault, when } = matcher.rule;
    if (!standingKinds.has(fault.kind)) return false;
    const { after, ...others } = when;
    if (begun > 0) return true;
    if (Object.values(others).some((condition) => condition !== undefined)) return false;
    return after === undefined || (this.#byId.get(after)?.begun ?? 0) > 0;
  }

  #draw(rule: string, call: IdentifiedCall, occurrence: number, salt: string): number {
    return keyedFraction(this.#plan.seed, this.#trial, rule, call.server, call.tool, call.intent, occurrence, salt);
  }
}

function lastingKey({ server, tool, intent }: IdentifiedCall): string {
  return `${server}\n${tool}\n${intent}`;
}

function phaseOf({ fault }: FaultRule): 'pre' | 'post' {
  const { phase }: FaultOperator = faultOperators[fault.kind];
  if (phase !== 'either') return phase;
  return 'phase' in fault ? fault.phase : 'pre';
}

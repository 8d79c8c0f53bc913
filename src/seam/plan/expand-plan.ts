import type { CallKey, FaultPlan } from '#schema';
import { CallCounter, type SeamCall } from './call-identity.ts';
import { FaultDecider } from './fault-decider.ts';

/** A call of a recorded trial, in the order of its arrival. */
export interface TrialCall extends SeamCall {
  readonly trial: string;
}

/**
 * A plan as the explicit list of calls on which its faults begin, read off recorded calls: the same faults, with the same parameters, then meet
 * another agent's calls wherever it makes the same ones. Null when the plan begins no fault on them.
 *
 * The budget has been spent in choosing and is left out.
 */
export function expandPlan(plan: FaultPlan, calls: readonly TrialCall[]): FaultPlan | null {
  const keys = new Map<string, CallKey[]>();
  for (const [trial, its] of Map.groupBy(calls, (call) => call.trial)) {
    const counter = new CallCounter(plan.volatile);
    const decider = new FaultDecider(plan, trial);
    for (const call of its) {
      const identified = counter.identify(call);
      const { fault } = decider.decide(identified);
      if (fault === null || fault.repeated) continue;
      const { server, tool, intent, occurrence } = identified;
      const begun = keys.get(fault.rule.id) ?? [];
      keys.set(fault.rule.id, begun);
      begun.push({ trial, server, tool, intent, occurrence });
    }
  }
  const rules = plan.rules.flatMap((rule) => {
    const at = keys.get(rule.id);
    return at === undefined ? [] : [{ ...rule, when: { at } }];
  });
  return rules.length === 0 ? null : { ...plan, budget: { minGapCalls: 0 }, rules };
}

import type { Json } from '#base';
import { type FaultPlan, type FaultPlanInput, faultPlanSchema } from '#schema';
import { CallCounter, type IdentifiedCall, type SeamCall } from '../plan/call-identity.ts';
import { type Decision, FaultDecider } from '../plan/fault-decider.ts';

/** A plan of these rules. */
export function planOf(
  rules: FaultPlanInput['rules'],
  more: Partial<Omit<FaultPlanInput, 'apiVersion' | 'rules'>> = {},
): FaultPlan {
  return faultPlanSchema.parse({ apiVersion: 'seatrial/faults/v1', rules, ...more });
}

/** A call of a tool through a tool box. */
export function callOf(tool: string, args: Json = {}, more: Partial<SeamCall> = {}): SeamCall {
  return { carrier: 'box', server: 'desk', tool, arguments: args, effect: 'read', ...more };
}

/** A call with what was decided for it. */
export interface Decided {
  readonly call: IdentifiedCall;
  readonly decision: Decision;
}

/** What a plan decides for calls in this order. */
export function decideAll(plan: FaultPlan, calls: readonly SeamCall[], trial = 't#0'): Decided[] {
  const counter = new CallCounter(plan.volatile);
  const decider = new FaultDecider(plan, trial);
  return calls.map((call) => {
    const identified = counter.identify(call);
    return { call: identified, decision: decider.decide(identified) };
  });
}

/** The rules that won, call by call; `-` for none. */
export function winners(plan: FaultPlan, calls: readonly SeamCall[], trial?: string): string {
  return decideAll(plan, calls, trial)
    .map(({ decision }) => decision.fault?.rule.id ?? '-')
    .join(' ');
}

import { canonicalJson, carriersAt, type FaultSurface, type Json, surfaceOf, valueAt } from '#base';
import type { ArgumentCondition, CallKey, FaultRule } from '#schema';
import type { IdentifiedCall } from './call-identity.ts';
import { fitsPattern } from './fits-pattern.ts';

/** Which calls a rule looks at, whatever their order. */
export class RuleMatcher {
  readonly rule: FaultRule;
  readonly #trial: string;
  readonly #at: ReadonlySet<string> | null;

  constructor(rule: FaultRule, trial: string) {
    this.rule = rule;
    this.#trial = trial;
    this.#at = rule.when.at === undefined ? null : new Set(rule.when.at.map(keyOf));
  }

  /** Where the fault would show on this call; null where the rule does not look at it. */
  surfaceOn(call: IdentifiedCall): FaultSurface | null {
    const { where, when } = this.rule;
    if (!carriersAt(where.seam).includes(call.carrier)) return null;
    if (where.server !== undefined && where.server !== call.server) return null;
    if (where.tool !== undefined && !fitsPattern(where.tool, call.tool)) return null;
    if (where.effect !== undefined && !where.effect.includes(call.effect)) return null;
    if (when.args !== undefined && !when.args.every((condition) => holds(condition, call.arguments))) return null;
    return surfaceOf(this.rule, call.carrier);
  }

  /** Whether an expanded plan names this very call; true for plans that name none. */
  names(call: IdentifiedCall): boolean {
    if (this.#at === null) return true;
    const { server, tool, intent, occurrence } = call;
    const key = { server, tool, intent, occurrence };
    return this.#at.has(keyOf(key)) || this.#at.has(keyOf({ ...key, trial: this.#trial }));
  }
}

function keyOf({ server, tool, intent, occurrence, trial }: CallKey): string {
  return JSON.stringify([server, tool, intent, occurrence, trial ?? null]);
}

function holds({ path, equals, oneOf, contains, present }: ArgumentCondition, args: Json): boolean {
  const value = valueAt(args, path);
  if (present !== undefined) return (value !== undefined) === present;
  if (value === undefined) return false;
  if (contains !== undefined) return typeof value === 'string' && value.includes(contains);
  const text = canonicalJson(value);
  return (oneOf ?? [equals as Json]).some((one) => canonicalJson(one) === text);
}

import { carriersAt, type FaultOperator, faultOperators, faultSurfaces, surfaceOf } from '#base';
import type { FaultRule } from './fault-plan.ts';

/** Something wrong with a rule: where, from the list of rules on, and what. */
export interface UnfireableRule {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The rules of a plan that could never fire, each with its place. */
export function refuseUnfireable(rules: readonly FaultRule[]): UnfireableRule[] {
  return rules.flatMap((rule, at) => [
    ...duplicateId(rules, rule, at),
    ...wrongSeam(rule, at),
    ...noEffect(rule, at),
    ...unreachable(rules, rule, at),
    ...shadowed(rules, rule, at),
  ]);
}

function duplicateId(rules: readonly FaultRule[], rule: FaultRule, at: number): UnfireableRule[] {
  const first = rules.findIndex(({ id }) => id === rule.id);
  return first === at ? [] : [{ path: [at, 'id'], message: `expected an id of its own, got ${rule.id} a second time` }];
}

function wrongSeam(rule: FaultRule, at: number): UnfireableRule[] {
  const { seam } = rule.where;
  const { kind } = rule.fault;
  const operator: FaultOperator = faultOperators[kind];
  const carriers = carriersAt(seam).filter((carrier) => operator.surfaces[carrier] !== undefined);
  if (carriers.length === 0)
    return [
      {
        path: [at, 'fault', 'kind'],
        message: `expected a fault for the ${seam} seam, got ${kind}, which exists at ${Object.keys(operator.surfaces).join(', ')} only`,
      },
    ];
  if (carriers.some((carrier) => surfaceOf(rule, carrier) !== null)) return [];
  const possible = new Set(carriers.flatMap((carrier) => faultSurfaces(kind, carrier)));
  return [
    {
      path: [at, 'fault', 'surface'],
      message: `expected ${[...possible].join(' or ')} for ${kind} at the ${seam} seam`,
    },
  ];
}

function noEffect({ where }: FaultRule, at: number): UnfireableRule[] {
  return where.seam === 'model' && where.effect !== undefined
    ? [{ path: [at, 'where', 'effect'], message: 'expected no effect at the model seam: models have none' }]
    : [];
}

function unreachable(rules: readonly FaultRule[], rule: FaultRule, at: number): UnfireableRule[] {
  const byId = new Map(rules.map((one) => [one.id, one]));
  const path = [at, 'when', 'after'];
  const seen = new Set<string>([rule.id]);
  for (let after = rule.when.after; after !== undefined; after = byId.get(after)?.when.after) {
    if (!byId.has(after)) return [{ path, message: `expected the id of a rule, got ${after}` }];
    if (seen.has(after))
      return [{ path, message: `expected a rule that can fire first, got a circle through ${after}` }];
    seen.add(after);
  }
  return [];
}

// Only the certain case: an earlier rule that takes every call which this one looks at.
function shadowed(rules: readonly FaultRule[], rule: FaultRule, at: number): UnfireableRule[] {
  const taker = rules.slice(0, at).find((earlier) => takesEverything(earlier) && covers(earlier, rule));
  return taker === undefined
    ? []
    : [
        {
          path: [at],
          message: `expected a rule that can fire, got one whose calls are all taken by ${taker.id} before it`,
        },
      ];
}

function takesEverything({ when }: FaultRule): boolean {
  return Object.values(when).every((condition) => condition === undefined);
}

function covers(earlier: FaultRule, later: FaultRule): boolean {
  const carriers = carriersAt(later.where.seam).filter((carrier) => surfaceOf(later, carrier) !== null);
  return (
    carriers.every(
      (carrier) => carriersAt(earlier.where.seam).includes(carrier) && surfaceOf(earlier, carrier) !== null,
    ) &&
    [undefined, later.where.server].includes(earlier.where.server) &&
    [undefined, '*', later.where.tool].includes(earlier.where.tool) &&
    (earlier.where.effect === undefined ||
      (later.where.effect?.every((effect) => earlier.where.effect?.includes(effect)) ?? false))
  );
}

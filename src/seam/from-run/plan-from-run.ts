import { canonicalJson, type Json } from '#base';
import { type FaultPlanInput, faultPlanSchema } from '#schema';
import { startingAt } from '../mutate/candidate.ts';
import { keyedFraction } from '../plan/keyed-fraction.ts';
import { rareIn } from './met-values.ts';
import { type Mutated, type MutationOperator, mutationOf } from './mutation-of.ts';
import { callKey, type RecordedResult, type RunTrajectory, recordedResults } from './recorded-result.ts';

/** What is wanted of a run's trajectories. */
export interface PlanFromRunOptions {
  readonly operators: readonly MutationOperator[];
  /** Faults in one fresh trial, at most; and results mutated of one recorded trial. */
  readonly perTrial: number;
  readonly seed: number;
  readonly name: string;
}

/** A rule of the plan with the recorded result it was made from. */
export interface PlannedMutation extends Mutated {
  /** Id of the rule. */
  readonly rule: string;
  readonly from: RecordedResult;
  /** `arguments`: the rule waits for this very call; `nth`: for the how-manieth call of the tool, because arguments vary between trials. */
  readonly by: 'arguments' | 'nth';
}

/** Recorded trajectories as a fault plan. */
export interface PlanFromRun {
  /** As its author would write it; null where nothing could be mutated. */
  readonly plan: FaultPlanInput | null;
  /** In the order of the plan's rules. */
  readonly mutations: readonly PlannedMutation[];
  /** Mutations that the bound of a plan left no room for. */
  readonly leftOut: number;
}

type Rule = FaultPlanInput['rules'][number];

/** A plan has no more rules than this. */
const mostRules = 1000;
const mostToolName = 200;

/**
 * Makes recorded results into a plan for a fresh run on the same scenarios: some calls that were answered get that answer cut off, late, or subtly
 * wrong. A wrong value is one that the recorded trajectory shows nowhere, of the type of the true one, and its place and making are named in the plan.
 *
 * A rule waits for the recorded call: the tool with the same arguments, at the same occurrence. Where no other trial of the scenario makes that call
 * although there are several, arguments vary, and it waits for the how-manieth call of the tool instead. The choice is by seed and the result's place
 * in the run alone: one more trial changes no other's.
 */
export function planFromRun(trials: readonly RunTrajectory[], options: PlanFromRunOptions): PlanFromRun {
  const known = new Set<string>();
  const shared = sharedCalls(trials);
  const all = trials.flatMap((trial) => mutationsOf(trial, shared, options));
  const distinct = all.filter(({ rule }) => {
    const key = canonicalJson(rule as Json);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  const kept = distinct.slice(0, mostRules).map((one, at) => ({ ...one, id: ruleId(one.made, at) }));
  const mutations = kept.map(({ made, id }) => ({ ...made, rule: id }));
  const rules = kept.map(({ rule, id }) => ({ id, ...rule }));
  return {
    plan: rules.length === 0 ? null : planOf(rules, options),
    mutations,
    leftOut: distinct.length - kept.length,
  };
}

interface Made {
  readonly made: Omit<PlannedMutation, 'rule'>;
  readonly rule: Omit<Rule, 'id'>;
}

function mutationsOf(trial: RunTrajectory, shared: SharedCalls, options: PlanFromRunOptions): Made[] {
  const { seed, perTrial } = options;
  const isRare = rareIn(trial.trajectory);
  const drawn = recordedResults(trial)
    .filter(({ tool }) => tool.length <= mostToolName && !tool.includes('*'))
    .map((from) => {
      const draw = (salt: string): number => keyedFraction(seed, from.scenario, from.index, from.step, salt);
      return { from, draw, turn: draw('turn') };
    })
    .sort((a, b) => a.turn - b.turn);
  const made: Made[] = [];
  for (const { from, draw } of drawn) {
    if (made.length === perTrial) break;
    const mutated = firstOf(options.operators, from, draw, isRare);
    if (mutated !== null) made.push(ruled(from, mutated, shared));
  }
  return made.sort((a, b) => a.made.from.step - b.made.from.step);
}

function firstOf(
  operators: readonly MutationOperator[],
  { answer }: RecordedResult,
  draw: (salt: string) => number,
  isRare: (value: Json) => boolean,
): Mutated | null {
  for (const operator of startingAt(operators, draw('operator'))) {
    const mutated = mutationOf(operator, answer, draw, isRare);
    if (mutated !== null) return mutated;
  }
  return null;
}

function ruled(from: RecordedResult, mutated: Mutated, { trials, calls }: SharedCalls): Made {
  const several = (trials.get(from.scenario) ?? 1) > 1;
  const made = (calls.get(sharedKey(from)) ?? 1) > 1;
  const by = from.arguments === null || (several && !made) ? 'nth' : 'arguments';
  const when: Rule['when'] =
    by === 'nth' ? { nth: [from.nth] } : { args: [{ path: '', equals: from.arguments }], nth: [from.occurrence] };
  return { made: { ...mutated, from, by }, rule: { where: { tool: from.tool }, when, fault: mutated.fault } };
}

interface SharedCalls {
  /** Trials of each scenario. */
  readonly trials: ReadonlyMap<string, number>;
  /** Trials of a scenario that make a call. */
  readonly calls: ReadonlyMap<string, number>;
}

function sharedCalls(trials: readonly RunTrajectory[]): SharedCalls {
  const counts = new Map<string, number>();
  const calls = new Map<string, number>();
  for (const trial of trials) {
    counts.set(trial.scenario, (counts.get(trial.scenario) ?? 0) + 1);
    for (const key of new Set(recordedResults(trial).map(sharedKey))) calls.set(key, (calls.get(key) ?? 0) + 1);
  }
  return { trials: counts, calls };
}

function sharedKey({ scenario, tool, arguments: args, occurrence }: RecordedResult): string {
  return JSON.stringify([scenario, callKey(tool, args), occurrence]);
}

function ruleId({ fault, from }: Made['made'], at: number): string {
  const tool = from.tool.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
  return `${fault.kind}-${tool}-${at + 1}`;
}

function planOf(rules: FaultPlanInput['rules'], { perTrial, seed, name }: PlanFromRunOptions): FaultPlanInput {
  const plan: FaultPlanInput = {
    apiVersion: 'seatrial/faults/v1',
    name: name.slice(0, 120),
    seed,
    budget: { maxFaults: perTrial },
    rules,
  };
  faultPlanSchema.parse(plan);
  return plan;
}

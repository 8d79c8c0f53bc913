import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { type FaultMark, faultPlanSchema, type Trajectory } from '#schema';
import type { ToolBox } from '#worlds';
import { faultyToolBox } from '../box/faulty-tool-box.ts';
import { applyJsonPatch } from '../json/json-patch.ts';
import { machineClock } from '../machine-clock.ts';
import { parseFaultPlan } from '../plan/parse-fault-plan.ts';
import { faultMarks } from '../record/fault-marks.ts';
import { MemoryRecord } from '../record/memory-record.ts';
import { type MutationOperator, mutationOperators } from './mutation-of.ts';
import { type PlanFromRunOptions, planFromRun } from './plan-from-run.ts';
import type { RunTrajectory } from './recorded-result.ts';

type Call = readonly [tool: string, args: Json, result: Json, about?: Partial<Record<string, unknown>>];

function trial(scenario: string, index: number, calls: readonly Call[]): RunTrajectory {
  const steps = calls.map(([name, args, result, about]) => ({
    kind: 'tool',
    at: null,
    durationMs: null,
    source: null,
    extra: null,
    callId: null,
    name,
    arguments: args,
    argumentsMalformed: false,
    caller: 'agent',
    agent: null,
    result: typeof result === 'string' ? result : JSON.stringify(result),
    isError: false,
    effect: null,
    faults: [],
    ...about,
  })) as Trajectory['steps'];
  return { scenario, index, trajectory: { schemaVersion: 1, timeZoneAssumed: false, complete: true, steps } };
}

const options: PlanFromRunOptions = { operators: mutationOperators, perTrial: 1, seed: 1, name: 'test' };
const only = (operator: MutationOperator): PlanFromRunOptions => ({ ...options, operators: [operator] });
const order: Call = ['get_order', { id: 'O-1' }, { id: 'O-1', total: 19.99, placed: '2026-02-28' }];

describe('planFromRun', () => {
  it('waits for the very call that was recorded', () => {
    const { plan, mutations } = planFromRun([trial('s', 0, [order])], only('wrong-value'));
    expect(plan?.rules).toMatchObject([
      {
        where: { tool: 'get_order' },
        when: { args: [{ path: '', equals: { id: 'O-1' } }], nth: [1] },
        fault: { kind: 'wrong-value' },
      },
    ]);
    expect(mutations[0]).toMatchObject({ by: 'arguments', from: { scenario: 's', index: 0, step: 0 } });
  });

  it('waits for the how-manieth call of the tool where no other trial makes the same one', () => {
    const search = (query: string): Call => ['search', { query }, { hits: 120 }];
    const trials = [trial('s', 0, [search('red shoe'), search('shoes, red')]), trial('s', 1, [search('sneakers')])];
    const { plan } = planFromRun(trials, { ...only('truncate'), perTrial: 2 });
    expect(plan?.rules.map(({ when }) => when)).toEqual([{ nth: [1] }, { nth: [2] }, { nth: [1] }]);
  });

  it('makes one rule of what trials have in common', () => {
    const trials = [0, 1, 2].map((index) => trial('s', index, [order]));
    const { plan, mutations } = planFromRun(trials, only('wrong-value'));
    const faults = new Set(mutations.map(({ fault }) => JSON.stringify(fault)));
    expect(plan?.rules).toHaveLength(faults.size);
  });

  it.each(mutationOperators)('%s does to the recorded call in a fresh run what the plan says', async (operator) => {
    const { plan, mutations } = planFromRun([trial('s', 0, [order])], only(operator));
    const { delivered, marks } = await fresh(plan as unknown as Json, order);
    expect(marks).toMatchObject([{ realised: true, delivered: true, target: 'get_order' }]);
    const [{ patch, undo } = { patch: [], undo: [] }] = mutations;
    if (operator === 'delay') {
      expect([patch, undo]).toEqual([[], []]);
      return;
    }
    const recorded = operator === 'truncate' ? JSON.stringify(order[2]) : order[2];
    const got = operator === 'truncate' ? delivered : (JSON.parse(delivered) as Json);
    expect(got).toEqual(applyJsonPatch(recorded, patch));
    expect(marks[0]?.groundTruth).toEqual(undo);
    expect(applyJsonPatch(got, undo)).toEqual(recorded);
  });

  it('puts no wrong value in that the trajectory shows anywhere', () => {
    // ten times 19.99 is said elsewhere, and so are the days before and after: only what is left may be chosen
    const said: Call = ['note', {}, 'it was 199.9, 21.989 or 1999 on 2026-03-01'];
    for (let seed = 0; seed < 40; seed++) {
      const { mutations } = planFromRun([trial('s', 0, [order, said])], { ...only('wrong-value'), seed });
      expect(mutations).toEqual([]);
    }
  });

  it('changes a value to another of its type', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { mutations } = planFromRun([trial('s', 0, [order])], { ...only('wrong-value'), seed });
      const [operation] = mutations[0]?.patch ?? [];
      const put = operation?.op === 'replace' ? operation.value : null;
      const was = (order[2] as Record<string, Json>)[operation?.path.slice(1) ?? ''];
      expect(typeof put).toBe(typeof was);
    }
  });

  it('is the same for the same seed, another for another, and one more trial changes no other’s', () => {
    const calls: Call[] = Array.from({ length: 12 }, (_, at) => ['get', { at }, { value: 1000 + at * 7.5 }]);
    const one = planFromRun([trial('a', 0, calls)], options);
    expect(planFromRun([trial('a', 0, calls)], options)).toEqual(one);
    expect(planFromRun([trial('a', 0, calls)], { ...options, seed: 2 })).not.toEqual(one);
    const two = planFromRun([trial('a', 0, calls), trial('b', 0, calls.slice(3))], options);
    expect(two.mutations[0]?.from).toEqual(one.mutations[0]?.from);
  });

  it('takes no errors, no calls of the user, no results that a fault had touched, and counts them', () => {
    const calls: Call[] = [
      ['get', {}, 'no such order', { isError: true }],
      ['get', {}, { total: 55.5 }, { faults: ['f@1'] }],
      ['get', {}, { total: 55.5 }, { result: null }],
      ['get', {}, { total: 55.5 }, { caller: 'user' }],
      ['get', {}, { total: 55.5 }],
    ];
    const { plan } = planFromRun([trial('s', 0, calls)], { ...options, perTrial: 9 });
    expect(plan?.rules).toMatchObject([{ when: { nth: [4] } }]);
  });

  it('gives no more faults to a fresh trial than it took of a recorded one', () => {
    const calls: Call[] = Array.from({ length: 5 }, (_, at) => ['get', { at }, { value: 1000 + at }]);
    const { plan } = planFromRun([trial('s', 0, calls)], { ...options, perTrial: 3 });
    expect(plan?.rules).toHaveLength(3);
    expect(plan?.budget?.maxFaults).toBe(3);
  });

  it('says what a plan has no room for', () => {
    const calls: Call[] = Array.from({ length: 1100 }, (_, at) => ['get', { at }, { value: 1000 + at }]);
    const { plan, leftOut } = planFromRun([trial('s', 0, calls)], { ...options, perTrial: 2000 });
    expect(faultPlanSchema.parse(plan).rules).toHaveLength(1000);
    expect(leftOut).toBe(100);
  });

  it.each<[string, Call[]]>([
    ['nothing', []],
    ['calls without results', [['get', {}, '', {}]]],
    ['a tool whose name is a pattern', [['get_*', {}, { total: 55.5 }]]],
  ])('makes no plan of %s', (_, calls) => {
    expect(planFromRun([trial('s', 0, calls)], options)).toEqual({ plan: null, mutations: [], leftOut: 0 });
  });
});

/** Makes the recorded call once through a faulty tool box, with a clock that does not wait. */
async function fresh(plan: Json, [tool, args, result]: Call): Promise<{ delivered: string; marks: FaultMark[] }> {
  const text = JSON.stringify(result);
  const box: ToolBox = {
    definitions: [{ name: tool, description: '', inputSchema: { type: 'object' }, effect: 'read' }],
    call: async () => ({ text, value: result, isError: false, error: null }),
  };
  const record = new MemoryRecord();
  const faulty = faultyToolBox(box, {
    plan: parseFaultPlan(plan),
    run: 'r',
    trial: 's#0',
    server: 'world',
    record,
    clock: { ...machineClock, sleep: async () => {} },
    seamVersion: 'test',
  });
  const answer = await faulty.call({
    name: tool,
    arguments: args as never,
    signal: new AbortController().signal,
  } as never);
  return { delivered: answer.text, marks: faultMarks(record.events) };
}

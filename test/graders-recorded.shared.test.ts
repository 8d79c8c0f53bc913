import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Json } from '../src/base/index.ts';
import { gradersFor } from '../src/graders/index.ts';
import { checkSchema, type PlayedScenario, type Trajectory, type Trial } from '../src/schema/index.ts';
import { importShared, sharedData, sharedDataPresent } from './shared-data.ts';

const signal = new AbortController().signal;

interface RecordedRow {
  readonly id: string;
  readonly reward_info: {
    readonly action_checks: readonly ActionCheck[] | null;
    readonly communicate_checks: readonly { readonly info: string; readonly met: boolean }[] | null;
  } | null;
}
interface ActionCheck {
  readonly action: {
    readonly requestor: string;
    readonly name: string;
    readonly arguments: Readonly<Record<string, Json>>;
    readonly compare_args: readonly string[] | null;
  };
  readonly action_match: boolean;
}

function rowsOf(path: string): readonly RecordedRow[] {
  const whole = JSON.parse(gunzipSync(readFileSync(sharedData(path))).toString('utf8')) as {
    simulations: RecordedRow[];
  };
  return whole.simulations;
}

function scenarioWith(written: object): PlayedScenario {
  return {
    id: 'recorded',
    goal: 'As recorded.',
    slices: {},
    limits: {},
    user: { kind: 'scripted', lines: ['As recorded.'] },
    world: {},
    checks: [checkSchema.parse(written)],
    goalId: 'recorded',
    twinId: null,
    plannedTurns: null,
    digest: `sha256:${'0'.repeat(64)}`,
    policyText: null,
    faultPlan: null,
  };
}

async function finding(written: object, trial: Trial, trajectory: Trajectory): Promise<string> {
  const scenario = scenarioWith(written);
  const { stop, limitsHit, durationMs, usage, cost } = trial;
  const input = { scenario, trajectory, stop, limitsHit, durationMs, usage, cost, world: null };
  const [grade] = (await gradersFor(scenario)[0]?.grade(input, signal)) ?? [];
  return grade?.finding ?? 'none';
}

/** The share of trials with content that fail a check. */
async function failing(path: string, written: object): Promise<{ share: number; of: number }> {
  const { trajectories } = await importShared([path]);
  const found: string[] = [];
  for (const [trial, trajectory] of trajectories)
    if (trajectory.steps.length > 0) found.push(await finding(written, trial, trajectory));
  return { share: found.filter((one) => one === 'fail').length / found.length, of: found.length };
}

const tau2 = [
  'tau/tau2/leaderboard/claude-sonnet-4-5_airline_default_gpt4.1_1trials.json.gz',
  'tau/tau2/leaderboard/airline.json.gz',
  'tau/tau2/leaderboard/langchain_agent_airline_2025-11-26_00-37-06.json.gz',
  'tau/tau2/telecom/gpt-4.1_telecom_default_gpt-4.1_1trials.json.gz',
  'tau/tau2/telecom/ft_gpt-4.1-2025-04-14_sierra_tau2-full-sft_BzrYdMNm_telecom_default_gpt-4.1_1trials.json.gz',
];

/** Each recorded trial with the row that the harness wrote for it. */
async function* recorded(paths: readonly string[]): AsyncGenerator<[RecordedRow, Trial, Trajectory]> {
  for (const path of paths) {
    const rows = new Map(rowsOf(path).map((row) => [row.id, row]));
    for (const [trial, trajectory] of (await importShared([path])).trajectories) {
      const row = rows.get(trial.sourceId ?? '');
      if (row !== undefined) yield [row, trial, trajectory];
    }
  }
}

describe.skipIf(!sharedDataPresent)('graders on the shared recorded runs', () => {
  // Oracle: the findings of the harness itself. It compares lists exactly; we allow members that are not named at every depth, so that flights
  // given with their prices are the flights that were asked for.
  it('find the reference calls that tau2-bench found, in 506 of 514 cases, and find 8 more that name additional members', async () => {
    const [agreed, more, fewer]: string[][] = [[], [], []];
    for await (const [{ reward_info: info }, trial, trajectory] of recorded(tau2))
      for (const { action, action_match: matched } of info?.action_checks ?? []) {
        if (action.requestor !== 'assistant') continue;
        const names = action.compare_args ?? Object.keys(action.arguments);
        const given = Object.fromEntries(names.map((name) => [name, action.arguments[name] ?? null]));
        const required = [{ tool: action.name, arguments: given }];
        const passed = (await finding({ check: 'tool-calls', required }, trial, trajectory)) === 'pass';
        (passed === matched ? agreed : passed ? more : fewer)?.push(action.name);
      }
    expect([agreed?.length, fewer]).toEqual([506, []]);
    expect(new Set(more)).toEqual(new Set(['book_reservation', 'update_reservation_flights']));
    expect(more).toHaveLength(8);
  });

  // Oracle: the findings of the harness itself.
  it('hear in all 30 cases what tau2-bench heard', async () => {
    const differences: string[] = [];
    let checks = 0;
    for await (const [{ reward_info: info }, trial, trajectory] of recorded(tau2))
      for (const { info: words, met } of info?.communicate_checks ?? []) {
        checks++;
        const passed = (await finding({ check: 'says', must: [words] }, trial, trajectory)) === 'pass';
        if (passed !== met) differences.push(`${words}: ${met} became ${passed}`);
      }
    expect([checks, differences]).toEqual([30, []]);
  });

  // Table of the recorded runs: share of runs with a tool error, rounded as there.
  it.each([
    ['tau/tau1/gpt-4o/gpt-4o-airline.json.gz', 200, 0.18],
    [
      'tau/tau1/grok/tool-calling-grok-4-1-fast-reasoning-0.0_range_0--1_user-grok-4-1-fast-reasoning-llm_1129145530.json.gz',
      114,
      0.14,
    ],
    ['tau/tau2/retail-per-task/gemini-3-flash-base', 110, 0.22],
    ['tau/tau2/retail-per-task/gemini-3-flash-graph-harness', 113, 0.12],
    [tau2[0] ?? '', 50, 0.02],
    [tau2[1] ?? '', 50, 0],
    [tau2[3] ?? '', 40, 0],
  ])('find in %s, with %d runs, tool errors in a share of %d', async (path, runs, expected) => {
    const { share, of } = await failing(path, { check: 'limits', maxToolErrors: 0 });
    expect(of).toBe(runs);
    expect(Math.abs(share - expected)).toBeLessThanOrEqual(0.005);
  });

  // Counted in the file itself: 48 of the 200 trials have the call among the agent's `tool_calls`.
  it('find the 48 hand-overs of gpt-4o', async () => {
    const forbidden = [{ tool: 'transfer_to_human_agents' }];
    const { share, of } = await failing('tau/tau1/gpt-4o/gpt-4o-airline.json.gz', { check: 'tool-calls', forbidden });
    expect([share * of, of]).toEqual([48, 200]);
  });

  // The turns that are taken for no yes were read one by one when the rules were written: nearly all chose between options, asked for something
  // else, or limited what had been asked.
  it.each([
    ['tau/tau2/leaderboard/claude-sonnet-4-5_airline_default_gpt4.1_1trials.json.gz', 'cancel_reservation'],
    ['tau/tau2/retail-per-task/gemini-3-flash-base', 'return_delivered_order_items'],
  ])('in %s hear the agreement before nearly every %s', async (path, tool) => {
    const rule = 'The user agrees before anything is changed.';
    const { share, of } = await failing(path, {
      check: 'policy-rule',
      rule,
      before: { tool },
      requires: [{ userAgreed: true }],
    });
    expect(of).toBeGreaterThan(40);
    expect(share).toBeLessThan(0.1);
  });
});

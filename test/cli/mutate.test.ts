import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { faultPlanSchema } from '../../src/schema/index.ts';
import { sharedData, sharedDataPresent } from '../shared-data.ts';
import { type Desk, newDesk } from './shell.ts';

/** One trial of tau-bench: the agent looks an order up and tells its total. */
const recorded = [
  {
    task_id: 0,
    trial: 0,
    reward: 1,
    info: { task: { instruction: 'ask for the total' } },
    traj: [
      { role: 'user', content: 'What did I pay?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_order', arguments: '{"id":"O-1"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', name: 'get_order', content: '{"id":"O-1","total":19.99}' },
      { role: 'assistant', content: 'You paid 19.99.' },
    ],
  },
];

async function importedDesk(): Promise<Desk> {
  const desk = newDesk();
  await desk.run('import', 'tau-bench', desk.file('results.json', recorded), '--name', 'v1');
  return desk;
}

interface Mutations {
  readonly file: string | null;
  readonly mutations: readonly { rule: string; scenario: string; patch: unknown; undo: unknown }[];
}

describe('seatrial mutate', () => {
  it('prints a plan that waits for the recorded call, and says above each rule what it was made from', async () => {
    const desk = await importedDesk();
    const { exitCode, out } = await desk.run('mutate', 'v1', '--operators', 'wrong-value');
    expect(exitCode).toBe(0);
    expect(faultPlanSchema.parse(parse(out)).rules).toMatchObject([
      {
        where: { tool: 'get_order' },
        when: { args: [{ path: '', equals: { id: 'O-1' } }], nth: [1] },
        fault: { kind: 'wrong-value', path: '/total' },
      },
    ]);
    expect(out).toMatch(/# 0, trial 1, step \d+: \/total 19\.99 becomes \d/);
  });

  it('writes a plan that a suite can name under its faults', async () => {
    const desk = await importedDesk();
    expect((await desk.run('mutate', 'v1', '-o', 'faults/v1.yaml')).err).toMatch(/^wrote faults\/v1\.yaml: 1 faults/);
    desk.file(
      'suite.yaml',
      `apiVersion: seatrial/suite/v1
name: s
version: "1"
faults: { mutated: faults/v1.yaml }
defaults: { faults: mutated }
scenarios:
  - { id: total, goal: know the total, user: { kind: scripted, lines: ["What did I pay?"] }, checks: [{ check: says, must: ["19.99"] }] }
`,
    );
    const checked = await desk.run('check', 'suite.yaml');
    expect(checked.out + checked.err).not.toMatch(/faults/);
  });

  it('is the same for the same seed, and gives the ground truth of each rule as JSON', async () => {
    const desk = await importedDesk();
    const mutate = ['mutate', 'v1', '--operators', 'wrong_value,truncate', '--seed', '7'];
    expect((await desk.run(...mutate)).out).toBe((await desk.run(...mutate)).out);
    const { mutations } = await desk.json<Mutations>('mutate', 'v1', '--operators', 'wrong-value', '--json');
    expect(mutations).toMatchObject([
      {
        rule: 'wrong-value-get_order-1',
        scenario: '0',
        patch: [{ op: 'replace', path: '/total' }],
        undo: [{ op: 'replace', path: '/total', value: 19.99 }],
      },
    ]);
  });

  it('takes the scenarios that are named', async () => {
    const desk = await importedDesk();
    expect((await desk.run('mutate', 'v1', '--only', '0')).exitCode).toBe(0);
    expect((await desk.run('mutate', 'v1', '--only', '1')).err).toContain('CLI_NOTHING_TO_MUTATE');
  });

  it('refuses operators that it does not know', async () => {
    const desk = await importedDesk();
    expect(await desk.run('mutate', 'v1', '--operators', 'explode')).toMatchObject({ exitCode: 20 });
  });

  it.skipIf(!sharedDataPresent).each([
    ['gpt-4o', 'tau/tau1/gpt-4o'],
    ['claude-sonnet-4-5', 'tau/tau2/leaderboard/claude-sonnet-4-5_airline_default_gpt4.1_1trials.json.gz'],
  ])('makes a plan of the shared recorded runs of %s', async (_, path) => {
    const desk = newDesk();
    await desk.run('import', 'auto', sharedData(path), '--name', 'r');
    const { exitCode, out } = await desk.run('mutate', 'r', '--per-trial', '2');
    expect(exitCode).toBe(0);
    const { rules, budget } = faultPlanSchema.parse(parse(out));
    expect(rules.length).toBeGreaterThan(50);
    expect(new Set(rules.map(({ fault }) => fault.kind))).toEqual(new Set(['delay', 'truncate', 'wrong-value']));
    expect(budget.maxFaults).toBe(2);
  });
});

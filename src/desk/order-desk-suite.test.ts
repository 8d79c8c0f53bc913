import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultPlanSchema, type PlayedScenario, type Suite } from '#schema';
import { lintSuite, loadSuite } from '#suites';
import type { WorldSession, WorldSetup } from '#worlds';
import { deskStateSchema } from './desk-state.ts';
import { orderDesk, orderDeskSuitePath } from './index.ts';
import { intendedSolutions } from './testing/intended-solutions.ts';
import { stateFindings } from './testing/state-findings.ts';

/** Named as the user simulator has them, a room that this one does not know. */
const bundledPersonas = ['plain', 'terse', 'chatty', 'polite', 'impatient', 'annoyed', 'hostile', 'confused'];
const lintWorld = {
  tools: orderDesk.open({ seed: 0 }).tools.definitions,
  initial: (setup: WorldSetup) => orderDesk.open(setup).initial,
};

let suite: Suite;
let goals: ReadonlyMap<string, PlayedScenario>;
beforeAll(async () => {
  suite = await loadSuite(fileURLToPath(orderDeskSuitePath()), { cwd: '/' });
  goals = new Map(suite.scenarios.filter(({ id, goalId }) => id === goalId).map((goal) => [goal.id, goal]));
});

function open({ world }: PlayedScenario): WorldSession {
  return orderDesk.open({ seed: world.seed ?? 1, ...(world.state === undefined ? {} : { state: world.state }) });
}

async function solve(scenario: PlayedScenario): Promise<WorldSession> {
  const session = open(scenario);
  for (const [name, args] of intendedSolutions[scenario.goalId] ?? []) {
    const { isError, text } = await session.tools.call({ name, arguments: args });
    expect(isError, `${scenario.id}, ${name}: ${text}`).toBe(false);
  }
  return session;
}

function checksOf(scenario: PlayedScenario, type: string): number {
  return scenario.checks.filter(({ check, decisive }) => check === type && decisive).length;
}

describe('the suite order-desk', () => {
  it('has at least 60 goals of which at least 5 are played at 3, 8, 15 and 25 turns as well', () => {
    expect(goals.size).toBeGreaterThanOrEqual(60);
    const lengths = Map.groupBy(
      suite.scenarios.filter(({ plannedTurns }) => plannedTurns !== null),
      ({ goalId }) => goalId,
    );
    expect(lengths.size).toBeGreaterThanOrEqual(5);
    for (const played of lengths.values()) {
      expect(played.map(({ plannedTurns }) => plannedTurns)).toEqual([3, 8, 15, 25]);
    }
  });

  it('gives the linter nothing to find', () => {
    expect(lintSuite(suite, { world: lintWorld, personas: bundledPersonas })).toEqual([]);
  });

  it('covers every kind of difficulty with enough goals', () => {
    const kinds = Map.groupBy(goals.values(), ({ slices }) => slices['kind']);
    const least = {
      plain: 8,
      'policy-edge': 7,
      ambiguous: 5,
      'self-correcting': 5,
      contradictory: 4,
      long: 5,
      irreversible: 5,
      'out-of-scope': 4,
      hostile: 4,
    };
    expect([...kinds.keys()].sort()).toEqual(Object.keys(least).sort());
    for (const [kind, count] of Object.entries(least))
      expect(kinds.get(kind)?.length, kind).toBeGreaterThanOrEqual(count);
  });

  it('has one intended solution for each goal and none besides', () => {
    expect(Object.keys(intendedSolutions).sort()).toEqual([...goals.keys()].sort());
  });

  it('counts the intended solution of each goal as the right end of its world', async () => {
    const wrong: string[] = [];
    for (const goal of goals.values()) {
      const findings = stateFindings(goal, await solve(goal));
      wrong.push(...findings.map((finding) => `${goal.id}: ${finding}`));
    }
    expect(wrong).toEqual([]);
  });

  it('counts the untouched world as wrong wherever there is something to do', () => {
    const passing = [...goals.values()].filter((goal) => stateFindings(goal, open(goal)).length === 0);
    const todo = passing.filter(({ id }) => intendedSolutions[id]?.length !== 0);
    expect(todo.map(({ id }) => id)).toEqual([]);
    // Where nothing is to be done, the agent still has to say what is asked of it, so silence passes nowhere.
    expect(passing.filter((goal) => checksOf(goal, 'says') === 0).map(({ id }) => id)).toEqual([]);
  });

  it('marks each goal by the strongest effect of its intended solution', async () => {
    const strength = ['read', 'write', 'irreversible'];
    for (const goal of goals.values()) {
      const ledger = (await solve(goal)).ledger().filter(({ tool }) => tool !== 'verify_customer');
      const effects = ledger.map(({ effect }) => strength.indexOf(effect === 'idempotent-write' ? 'write' : effect));
      expect(goal.slices['effect'], goal.id).toBe(strength[Math.max(0, ...effects)]);
    }
  });

  it('executes no effect twice in an intended solution', async () => {
    for (const goal of goals.values()) {
      const keys = (await solve(goal)).ledger().map(({ key }) => key);
      expect(new Set(keys).size, goal.id).toBe(keys.length);
    }
  });

  it('demands verification and a yes wherever money moves', () => {
    const paying = [...goals.values()].filter(({ id }) =>
      (intendedSolutions[id] ?? []).some(([tool]) => /refund|credit|cancel|exchange/.test(tool)),
    );
    expect(paying.length).toBeGreaterThan(25);
    expect(paying.filter((goal) => checksOf(goal, 'policy-rule') < 2).map(({ id }) => id)).toEqual([]);
  });

  it('quotes a clause of the policy in every rule', () => {
    for (const goal of goals.values()) {
      for (const check of goal.checks) {
        if (check.check !== 'policy-rule') continue;
        const clause = /^(\d\.\d+):/.exec(check.rule)?.[1];
        expect(orderDesk.policy, `${goal.id}: ${check.rule}`).toContain(`${clause} `);
      }
    }
  });

  it('lets its users name orders that exist in the world', () => {
    for (const goal of goals.values()) {
      const { orders } = deskStateSchema.parse(open(goal).initial);
      for (const id of JSON.stringify([goal.user, goal.checks]).match(/O-\d{4}/g) ?? []) {
        expect(orders[id], `${goal.id}: ${id}`).toBeDefined();
      }
    }
  });

  it('lets its users say nothing beside a yes that would take it back', () => {
    const denial = /\b(?:no|not|never|cannot|instead|wait|wrong|stop|unless)\b|n't\b/i;
    const spoken = [...goals.values()].flatMap(({ id, user }) =>
      user.kind === 'scripted'
        ? []
        : [
            ...user.facts.map((fact) => fact.say ?? String(fact.value)),
            ...user.answers.map((answer) => answer.say),
          ].map((words) => `${id}: ${words}`),
    );
    expect(spoken.filter((words) => denial.test(words.replace(/^[^:]*:/, '')))).toEqual([]);
  });

  it('speaks of the four dimensions and no others', () => {
    const dimensions = new Set(suite.scenarios.flatMap(({ checks }) => checks.map(({ dimension }) => dimension)));
    expect([...dimensions].sort()).toEqual(['communication', 'policy', 'resolution', 'safety']);
  });
});

describe('the suite of faults beside it', () => {
  it('plays each of its goals without faults and under each of six plans that can be played', async () => {
    const path = fileURLToPath(new URL('faults.yaml', orderDeskSuitePath()));
    const { scenarios } = await loadSuite(path, { cwd: '/' });
    const plans = Map.groupBy(scenarios, ({ slices }) => slices['faults']);
    expect([...plans.keys()]).toEqual([
      'none',
      'lost-acknowledgements',
      'busy-lookups',
      'silent-lookups',
      'cut-answers',
      'payments-down',
      'wrong-price',
    ]);
    expect(new Set([...plans.values()].map(({ length }) => length))).toEqual(new Set([18]));
    for (const [name, [first]] of plans) {
      const plan = faultPlanSchema.safeParse(first?.faultPlan);
      expect(plan.success, `${name}: ${plan.error}`).toBe(name !== 'none');
    }
    expect(lintSuite({ ...suite, scenarios }, { world: lintWorld, personas: bundledPersonas })).toEqual([]);
  });
});

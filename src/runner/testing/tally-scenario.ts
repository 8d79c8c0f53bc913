import { digestJson } from '#base';
import { type PlayedScenario, type ScenarioInput, type Suite, scenarioSchema } from '#schema';

/** A scenario of the tally world: the user asks for 5 to be added and then says thank you. */
export function tallyScenario(id: string, change: Partial<ScenarioInput> = {}): PlayedScenario {
  const written = scenarioSchema.parse({
    id,
    goal: 'have 5 added',
    user: { kind: 'scripted', lines: ['Please add 5.', 'Thank you.'] },
    checks: [{ check: 'final-state', mode: 'partial', expect: [{ path: '/total', equals: 5 }] }],
    ...change,
  });
  return {
    ...written,
    goalId: id,
    twinId: null,
    plannedTurns: null,
    digest: digestJson(JSON.parse(JSON.stringify(written))),
    policyText: null,
    faultPlan: null,
  };
}

/** A suite of so many equal scenarios, named `s00`, `s01`, … */
export function tallySuite(scenarios: number, change: Partial<ScenarioInput> = {}): Suite {
  const played = Array.from({ length: scenarios }, (_, at) => tallyScenario(`s${String(at).padStart(2, '0')}`, change));
  return {
    name: 'tally',
    version: '1',
    visibility: 'public',
    digest: digestJson(played.map(({ digest }) => digest)),
    world: 'tally',
    seam: null,
    isolation: 'process',
    scenarios: played,
  };
}

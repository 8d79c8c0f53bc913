import type { FaultMark, PlayedScenario, Step } from '#schema';
import { faultMarks, faultyToolBox, MemoryRecord, machineClock, type ParsedPlan, parseFaultPlan } from '#seam';
import type { ToolBox, ToolRequest } from '#worlds';
import type { TrialRequest } from './played-trial.ts';

/** The tools of one trial before they are recorded: the world's own, or behind a fault plan. */
export interface TrialTools {
  readonly box: ToolBox;
  /** Ids of the faults that happened to a call that has settled. */
  faultsOn(request: ToolRequest): readonly string[];
  /** What became of the plan's faults, with the steps they landed on. */
  marks(steps: readonly Step[]): FaultMark[];
}

const plans = new WeakMap<PlayedScenario, ParsedPlan>();

/**
 * The fault plan of a scenario; null for none.
 *
 * @throws SEAM_BAD_PLAN
 */
export function faultPlanOf(scenario: PlayedScenario): ParsedPlan | null {
  if (scenario.faultPlan === null) return null;
  const known = plans.get(scenario) ?? parseFaultPlan(scenario.faultPlan, { path: scenario.id });
  plans.set(scenario, known);
  return known;
}

/**
 * Puts the scenario's fault plan between agent and tools. Faults depend on plan, scenario, index and call, never on the attempt or the agent, so that two
 * agents and two attempts meet the same ones.
 */
export function trialTools(tools: ToolBox, { scenario, index }: TrialRequest, world: string): TrialTools {
  const plan = faultPlanOf(scenario);
  if (plan === null) return { box: tools, faultsOn: () => [], marks: () => [] };
  const record = new MemoryRecord();
  const box = faultyToolBox(tools, {
    plan,
    run: scenario.id,
    trial: `${scenario.id}#${index}`,
    scenario: scenario.id,
    server: world,
    record,
    clock: machineClock,
    seamVersion: '1',
  });
  return {
    box,
    faultsOn: (request) => box.faultsOn(request),
    marks: (steps) => {
      box.end('done');
      return faultMarks(record.events).map((mark) => ({ ...mark, step: stepOf(mark.id, steps) }));
    },
  };
}

function stepOf(fault: string, steps: readonly Step[]): number | null {
  const at = steps.findIndex((step) => step.kind === 'tool' && step.faults.includes(fault));
  return at < 0 ? null : at;
}

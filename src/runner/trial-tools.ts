import type { Json } from '#base';
import { type FaultMark, type PlayedScenario, redact } from '#schema';
import {
  BegunFaultIds,
  type FaultScene,
  faultyToolBox,
  MemoryRecord,
  machineClock,
  type ParsedPlan,
  parseFaultPlan,
  type SeamClock,
  scoreFaults,
} from '#seam';
import type { LedgerEntry, ToolBox, ToolRequest } from '#worlds';
import type { Clock } from './clock.ts';
import { keptRecord } from './kept-record.ts';
import type { TrialRequest } from './played-trial.ts';

/** The tools of one trial before they are recorded: the world's own, or behind a fault plan. */
export interface TrialTools {
  readonly box: ToolBox;
  /** Ids of the faults that happened to a call that has settled. */
  faultsOn(request: ToolRequest): readonly string[];
  /** What the seam recorded, bounded, for the trajectory; null without a fault plan. Nothing is recorded afterwards. */
  record(): Json | null;
  /** What became of the plan's faults. */
  marks(scene: Omit<FaultScene, 'events'>): FaultMark[];
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
export function trialTools(tools: ToolBox, { scenario, index }: TrialRequest, world: string, clock: Clock): TrialTools {
  const plan = faultPlanOf(scenario);
  if (plan === null) return { box: tools, faultsOn: () => [], record: () => null, marks: () => [] };
  const record = new MemoryRecord();
  const box = faultyToolBox(tools, {
    plan,
    run: scenario.id,
    trial: `${scenario.id}#${index}`,
    scenario: scenario.id,
    server: world,
    record,
    clock: seamClock(clock),
    seamVersion: '1',
  });
  const ids = new BegunFaultIds();
  let read = 0;
  return {
    box,
    faultsOn: (request) => {
      ids.read(record.events.slice(read));
      read = record.events.length;
      return box.faultsOn(request).map((id) => ids.of(id));
    },
    record: () => {
      box.end('done');
      return keptRecord(record.events);
    },
    marks: (scene) => scoreFaults({ ...scene, ledger: cleanLedger(scene.ledger), events: record.events }),
  };
}

function seamClock(clock: Clock): SeamClock {
  return {
    wall: () => clock.now().toISOString(),
    ms: () => clock.elapsedMs(),
    sleep: (ms, signal) => machineClock.sleep(ms, signal),
  };
}

// The seam's record holds no secrets, and effects are recognised by the arguments they were recorded with.
function cleanLedger(ledger: readonly LedgerEntry[] | null): readonly LedgerEntry[] | null {
  return ledger === null ? null : (redact(ledger as unknown as Json).value as unknown as readonly LedgerEntry[]);
}

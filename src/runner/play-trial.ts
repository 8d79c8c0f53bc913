import type { Json } from '#base';
import { disqualifiersOf, type GradeInput, outcomeOf, policyViolationsOf } from '#graders';
import { type Cost, deriveFacts, type Grade, redact, sumKnown, type Trajectory, type Trial } from '#schema';
import { faultsOnSteps } from './faults-on-steps.ts';
import { finalStateOf } from './final-state-of.ts';
import { gradeTrial } from './grade-trial.ts';
import type { PlayedTrial, TrialRequest } from './played-trial.ts';
import type { TrialPorts } from './trial-ports.ts';
import { TrialStage } from './trial-stage.ts';
import type { TrialEnding } from './trial-stop.ts';

/**
 * Plays one attempt at one trial: opens world, user and agent with seeds of its own, lets them talk, records, grades, closes.
 *
 * Whatever agent, user, world or graders do costs this attempt only: it ends as a failure of the agent or as a loss, and never throws.
 * What is recorded has its secrets taken out before anybody reads it, graders included.
 *
 * @throws the signal's reason when the run is cancelled; then nothing of the attempt is to be kept
 */
export async function playTrial(
  request: TrialRequest,
  ports: TrialPorts,
  cancelled: AbortSignal,
): Promise<PlayedTrial> {
  const { clock } = ports;
  const startedAt = clock.now().toISOString();
  const startedMs = clock.elapsedMs();
  const stage = new TrialStage(request, ports, cancelled);
  const ending = await stage.play();
  const durationMs = Math.max(0, clock.elapsedMs() - startedMs);
  const endedAt = clock.now().toISOString();
  const input = gradeInput(request, stage, ending, durationMs);
  const graded = await gradesOf(input, ending, ports, cancelled);
  const trial = assemble(request, stage, input, graded);
  return {
    trial: { ...clean(trial), startedAt, endedAt },
    trajectory: faultsOnSteps(input.trajectory, trial.faults),
    retryAfterMs: ending.retryAfterMs,
  };
}

function gradeInput(
  { scenario }: TrialRequest,
  stage: TrialStage,
  ending: TrialEnding,
  durationMs: number,
): GradeInput {
  const world = stage.end();
  const cost = { agentUsd: stage.recorder.costUsd(), userUsd: stage.userCostUsd(), judgeUsd: 0, otherUsd: null };
  return {
    scenario,
    trajectory: clean(stage.recorder.close()),
    stop: ending.stop,
    limitsHit: ending.limitsHit,
    durationMs,
    usage: stage.recorder.usage(),
    cost,
    world,
  };
}

/** The value without its secrets. */
function clean<Recorded extends Trajectory | Trial>(value: Recorded): Recorded {
  return redact(value as unknown as Json).value as unknown as Recorded;
}

interface Graded {
  readonly grades: readonly Grade[];
  readonly loss: Trial['loss'];
}

async function gradesOf(
  input: GradeInput,
  { loss }: TrialEnding,
  ports: TrialPorts,
  cancelled: AbortSignal,
): Promise<Graded> {
  if (loss !== null) return { grades: [], loss };
  try {
    return { grades: await gradeTrial(ports.graders(input.scenario), input, cancelled), loss };
  } catch (error) {
    cancelled.throwIfAborted();
    const message = error instanceof Error ? error.message.slice(0, 2000) : null;
    return { grades: [], loss: { owner: 'judge', code: 'grader-defect', message } };
  }
}

function assemble(request: TrialRequest, stage: TrialStage, input: GradeInput, { grades, loss }: Graded): Trial {
  const { scenario, index, attempt, seed } = request;
  const { recorder, conversation } = stage;
  const result = outcomeOf({ stop: input.stop, grades, loss });
  const { steps } = input.trajectory;
  return {
    scenarioId: scenario.id,
    index,
    attempt,
    sourceId: null,
    seed,
    score: null,
    ...result,
    stop: input.stop,
    limitsHit: [...input.limitsHit],
    grades: [...grades],
    disqualifiers: [...disqualifiersOf(scenario, grades)],
    policyViolations: policyViolationsOf(grades),
    faults: stage.faults({ steps, ledger: input.world?.ledger ?? null, outcome: result.outcome }),
    confusions: conversation?.confusions.marks(finalStateOf(scenario, grades)) ?? [],
    userReport: conversation?.userReport() ?? null,
    startedAt: null,
    endedAt: null,
    durationMs: input.durationMs,
    usage: input.usage,
    cost: { ...input.cost, judgeUsd: judgeCostUsd(grades) },
    servedModels: [...recorder.servedModels],
    facts: deriveFacts(input.trajectory),
    trajectory: null,
    raw: null,
    source: null,
    slices: null,
    extra: null,
  };
}

/** What the judges cost: 0 where none was asked, null when one does not tell. */
function judgeCostUsd(grades: readonly Grade[]): Cost['judgeUsd'] {
  const asked = grades.filter(({ grader }) => grader.kind === 'model').map(({ costUsd }) => costUsd);
  return asked.length === 0 ? 0 : sumKnown(asked);
}

import { cutText, type Json } from '#base';
import type { Grade, ScenarioRow, Trial } from '#schema';
import { showCommand } from './show-command.ts';
import { countingAttempt, type TrialAttempts } from './trial-attempts.ts';

/** Bounds on what one trial may put into the document; the run on disk has all of it. */
const most = { grades: 40, evidence: 20, faults: 50, characters: 2000 } as const;

/** Finds the block of the document that holds the trajectory of an attempt; null where it is not in the file. */
export type FindTrajectory = (trial: Trial) => { readonly block: string; readonly bytes: number } | null;

/**
 * The trials of a scenario as the page shows them when one is opened: all attempts by trial index, and of each what is known besides its
 * trajectory, which stands in a block of its own.
 */
export function scenarioView(
  row: ScenarioRow,
  attempts: TrialAttempts,
  runId: string,
  findTrajectory: FindTrajectory,
): Json {
  const trials: Record<string, Json> = {};
  for (const [index, tried] of attempts.get(row.id) ?? []) {
    const counting = countingAttempt(tried);
    const command = showCommand(runId, row, index);
    trials[String(index)] = tried.map((trial) =>
      attemptView(trial, trial === counting, command, findTrajectory(trial)),
    );
  }
  return { id: row.id, slices: { ...row.slices }, letters: row.trials, trials };
}

function attemptView(trial: Trial, counts: boolean, command: string, trajectory: ReturnType<FindTrajectory>): Json {
  const { facts, cost, usage } = trial;
  return withoutUnknown({
    attempt: trial.attempt,
    counts,
    outcome: trial.outcome,
    loss:
      trial.loss === null
        ? null
        : { owner: trial.loss.owner, code: clip(trial.loss.code), message: clip(trial.loss.message) },
    stop: trial.stop.reason,
    stopCode: clip(trial.stop.code),
    failureCode: clip(trial.failureCode),
    limits: trial.limitsHit,
    score: trial.score,
    seed: trial.seed,
    startedAt: trial.startedAt,
    durationMs: trial.durationMs,
    agentUsd: cost.agentUsd,
    userUsd: cost.userUsd,
    judgeUsd: cost.judgeUsd,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    models: trial.servedModels.slice(0, 5),
    userTurns: facts?.userTurns ?? null,
    agentTurns: facts?.agentTurns ?? null,
    toolCalls: facts?.toolCalls ?? null,
    toolErrors: facts?.toolErrors ?? null,
    policyViolations: trial.policyViolations,
    grades: trial.grades.slice(0, most.grades).map(gradeView),
    disqualifiers: trial.disqualifiers.map(({ id, message, step }) => ({ id, message: clip(message), step })),
    faults: trial.faults
      .slice(0, most.faults)
      .map(({ id, kind, surface, step, realised, delivered }) => ({ id, kind, surface, step, realised, delivered })),
    trajectory: trajectory?.block ?? null,
    bytes: trajectory?.bytes ?? null,
    elsewhere: trajectory === null && trial.trajectory !== null ? command : null,
  });
}

// Most fields of most trials are unknown or empty; the page's script knows the same blanks.
function withoutUnknown(view: Readonly<Record<string, Json>>): Json {
  return Object.fromEntries(
    Object.entries(view).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}

function gradeView({ grader, dimension, finding, score, decisive, evidence }: Grade): Json {
  return {
    grader: grader.id,
    kind: grader.kind,
    dimension,
    finding,
    score,
    decisive,
    evidence: evidence
      .slice(0, most.evidence)
      .map(({ message, step, quote }) => ({ message: clip(message), step, quote: clip(quote) })),
  };
}

function clip(text: string | null): string | null {
  return text === null ? null : cutText(text, most.characters);
}

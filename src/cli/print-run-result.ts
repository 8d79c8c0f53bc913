import { reliabilityReport } from '#reliability';
import { renderReport, renderRunEnding, type ShownRunEnding } from '#report';
import type { RunEnding, StopRule } from '#runner';
import { type ExitCode, exitCodes, type ReliabilityReport } from '#schema';
import { openRun } from '#store';
import { printJson } from './print-json.ts';
import type { Shell } from './shell.ts';

/** What the result of a run depends on besides the run itself. */
export interface ResultOptions {
  readonly budget?: number;
  readonly maxLossShare: number;
  readonly json?: boolean;
}

/** Prints the report of a live run and how it ended, and returns the exit code: whether the run can be relied on, not whether the agent is good. */
export async function printRunResult(
  run: { readonly path: string; readonly ending: RunEnding; readonly stopRule: StopRule | null },
  options: ResultOptions,
  shell: Shell,
): Promise<ExitCode> {
  await using reader = await openRun(run.path);
  const report = reliabilityReport(await reader.record());
  const ending = shownEnding(report, run, options);
  const exitCode = ending.exitCode as ExitCode;
  if (options.json) await printJson({ schemaVersion: 1, kind: 'seatrial.live-run', ...ending, report }, shell);
  else {
    const nothing = report.trials.graded + report.trials.lost === 0;
    if (!nothing) await shell.print(`${renderReport(report, shell.screen)}\n`);
    await shell.print(renderRunEnding(ending, shell.screen));
  }
  return exitCode;
}

function shownEnding(
  report: ReliabilityReport,
  { path, ending, stopRule }: { readonly path: string; readonly ending: RunEnding; readonly stopRule: StopRule | null },
  { budget, maxLossShare }: ResultOptions,
): ShownRunEnding {
  const { trials, losses } = report;
  const tooManyLost = trials.lost > maxLossShare * trials.planned;
  const { reason, stopDecision } = ending;
  return {
    id: report.run.id,
    path,
    reason,
    counts: { ...trials, dropped: losses.dropped.count },
    extraAttempts: trials.extraAttempts,
    spentUsd: ending.spentUsd === 0 ? null : ending.spentUsd,
    budgetUsd: budget ?? null,
    stop:
      stopDecision === null || stopRule === null
        ? null
        : {
            rule: `${stopRule.metric} >= ${stopRule.atLeast}`,
            reached: stopDecision.reached,
            value: stopDecision.estimate.value,
            interval: stopDecision.estimate.interval,
            scenarios: stopDecision.estimate.scenarios,
          },
    tooManyLost,
    worthComparing: worthComparing(report),
    exitCode: exitCodeOf(reason, tooManyLost),
  };
}

function exitCodeOf(reason: RunEnding['reason'], tooManyLost: boolean): ExitCode {
  if (reason === 'interrupted') return exitCodes.interrupted;
  if (tooManyLost) return exitCodes.tooManyLosses;
  return reason === 'budget-exhausted' ? exitCodes.budgetExhausted : exitCodes.pass;
}

/** The scenario that fails most among those that also pass: where a comparison of two trials tells most. */
function worthComparing({ scenarios }: ReliabilityReport): ShownRunEnding['worthComparing'] {
  const mixed = scenarios.rows.filter(({ trials }) => trials.includes('P') && trials.includes('F'));
  const [first] = mixed.sort((a, b) => a.passes / a.graded - b.passes / b.graded);
  if (first === undefined) return null;
  return { scenario: first.id, passed: first.trials.indexOf('P') + 1, failed: first.trials.indexOf('F') + 1 };
}

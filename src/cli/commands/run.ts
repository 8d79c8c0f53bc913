import { type PlayOptions, playRun } from '../play-run.ts';
import { printRunResult, type ResultOptions } from '../print-run-result.ts';
import type { Command } from '../shell.ts';

/** Plays a suite with an agent. Prints the report and how the run ended; the exit code says whether it can be relied on, not whether the agent is good. */
export const runCommand: Command<PlayOptions & ResultOptions> = async (options, shell) =>
  await printRunResult(await playRun(options, shell), options, shell);

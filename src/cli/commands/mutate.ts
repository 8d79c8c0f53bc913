import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Document, isMap, isSeq } from 'yaml';
import { SeatrialError } from '#base';
import { exitCodes } from '#schema';
import { type MutationOperator, type PlanFromRun, type PlannedMutation, planFromRun } from '#seam';
import type { RunReader } from '#store';
import { printJson } from '../print-json.ts';
import { openReferenced, type StoreOptions } from '../run-reference.ts';
import type { Command } from '../shell.ts';

interface MutateOptions extends StoreOptions {
  readonly run: string;
  readonly operators: readonly MutationOperator[];
  readonly perTrial: number;
  readonly seed: number;
  /** Scenarios; all when empty. */
  readonly only: readonly string[];
  /** Where the plan goes; standard output when left out. */
  readonly out?: string;
  readonly json?: boolean;
}

/** What would the agent have done, had the tools answered otherwise? Makes a run's tool results into a fault plan. */
export const mutateCommand: Command<MutateOptions> = async (options, shell) => {
  await using reader = await openReferenced(options.run, options, shell);
  const made = planFromRun(await trajectoriesOf(reader, options.only), {
    ...options,
    name: `mutations of ${reader.manifest.id}`,
  });
  if (made.plan === null) throw nothingToMutate(reader.manifest.id);
  const text = planText(made);
  if (options.out !== undefined) await write(resolve(shell.cwd, options.out), text);
  if (options.json) await printJson(documentOf(made, options.out ?? null), shell);
  else if (options.out === undefined) await shell.print(text);
  if (options.out !== undefined || made.leftOut > 0) shell.note(summaryOf(made, options.out));
  return exitCodes.pass;
};

async function trajectoriesOf(reader: RunReader, only: readonly string[]): Promise<Parameters<typeof planFromRun>[0]> {
  const { trials } = await reader.record();
  const read: Parameters<typeof planFromRun>[0][number][] = [];
  for (const trial of trials) {
    if (only.length > 0 && !only.includes(trial.scenarioId)) continue;
    const trajectory = await reader.readTrajectory(trial);
    if (trajectory !== null) read.push({ scenario: trial.scenarioId, index: trial.index, trajectory });
  }
  return read;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The plan in YAML; a comment above each rule says what it was made from. */
function planText({ plan, mutations }: PlanFromRun): string {
  const document = new Document(plan, { aliasDuplicateObjects: false });
  const rules = document.get('rules');
  if (isSeq(rules))
    for (const [at, rule] of rules.items.entries()) {
      const mutation = mutations[at];
      if (isMap(rule) && mutation !== undefined) rule.commentBefore = ` ${commentOf(mutation)}`;
    }
  document.commentBefore = ' A fault plan: name it under `faults` of a suite, or as `plan` of a seam.';
  return document.toString({ lineWidth: 120 });
}

function commentOf({ from, patch, undo, by }: PlannedMutation): string {
  const place = `${from.scenario}, trial ${from.index + 1}, step ${from.step + 1}`;
  const [now, before] = [patch[0], undo[0]];
  const single = now?.op === 'replace' && before?.op === 'replace' && now.path !== '';
  const change = single ? `: ${now.path} ${short(before.value)} becomes ${short(now.value)}` : '';
  return printable(`${place}${change}${by === 'nth' ? ' (arguments vary between trials)' : ''}`);
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

// Names from outside stand in a comment: a line break in one would begin a line of YAML.
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').toWellFormed();
}

function documentOf({ plan, mutations, leftOut }: PlanFromRun, file: string | null): unknown {
  return {
    file,
    plan,
    leftOut,
    mutations: mutations.map(({ rule, from, by, patch, undo }) => ({
      rule,
      scenario: from.scenario,
      trial: from.index + 1,
      step: from.step,
      tool: from.tool,
      by,
      patch,
      undo,
    })),
  };
}

function summaryOf({ mutations, leftOut }: PlanFromRun, file: string | undefined): string {
  const scenarios = new Set(mutations.map(({ from }) => from.scenario)).size;
  const more = leftOut === 0 ? '' : `; ${leftOut} more found no room in one plan: take fewer per trial`;
  const wrote = file === undefined ? '' : `wrote ${file}: `;
  return `${wrote}${mutations.length} faults from ${scenarios} scenarios${more}\n`;
}

function nothingToMutate(run: string): SeatrialError {
  return new SeatrialError('CLI_NOTHING_TO_MUTATE', {
    message: `expected tool calls with results in the trajectories of ${run}, got none that these operators can change`,
    hint: 'outcome tables hold no trajectories; import the harness’s own result files, or take more operators',
  });
}

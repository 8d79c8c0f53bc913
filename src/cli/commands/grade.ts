import { resolve } from 'node:path';
import { digestJson, SeatrialError } from '#base';
import { matchHumanGrades, readHumanGrades } from '#graders';
import { slugOf } from '#intake';
import { renderRegrade, type ShownRegrade } from '#report';
import { exitCodes, type RunManifest, type Trial } from '#schema';
import { type PublishedRun, type RunReader, stageRun } from '#store';
import { printJson } from '../print-json.ts';
import { openRegrading, type Regrading } from '../regrading.ts';
import { openReferenced, type StoreOptions, storeFolder } from '../run-reference.ts';
import type { Command, Shell } from '../shell.ts';

interface GradeOptions extends StoreOptions {
  readonly run: string;
  readonly suite?: string;
  readonly judge?: string;
  readonly human?: string;
  readonly name?: string;
  readonly json?: boolean;
}

/** Trials whose judges are asked at a time. */
const atOnce = 8;

/** Grades a stored run again into a new run: with the suite's checks as they are now, another judge, or people's grades. The old run stays as it is. */
export const gradeCommand: Command<GradeOptions> = async (options, shell) => {
  await using reader = await openReferenced(options.run, options, shell);
  refuseUnfinished(reader);
  const before = await reader.readTrials();
  const regrading = await openRegrading(reader.manifest, options, shell);
  const after = await withHumanGrades(await regradeAll(before, reader, regrading, shell), options, shell);
  const manifest = manifestOf(reader.manifest, regrading, options, shell);
  const { path, alreadyPresent } = await publish(manifest, after, reader, options, shell);
  const summary = {
    id: manifest.id,
    from: reader.manifest.id,
    path,
    alreadyPresent,
    ...changesBetween(before, after),
  };
  if (options.json) await printJson({ schemaVersion: 1, kind: 'seatrial.regrade', ...summary }, shell);
  else await shell.print(renderRegrade(summary, shell.screen));
  return exitCodes.pass;
};

function refuseUnfinished({ sealed, manifest }: RunReader): void {
  if (sealed) return;
  throw new SeatrialError('CLI_RUN_UNFINISHED', {
    message: `expected a finished run, got ${manifest.id}, which is not played to its end`,
    hint: `go on with it first: the same command with --resume ${manifest.id}`,
  });
}

async function regradeAll(
  trials: readonly Trial[],
  reader: RunReader,
  regrading: Regrading,
  shell: Shell,
): Promise<Trial[]> {
  const graded: Trial[] = [];
  for (let from = 0; from < trials.length; from += atOnce) {
    shell.interrupted.throwIfAborted();
    const some = trials.slice(from, from + atOnce);
    const regraded = some.map((trial) =>
      regrading.regrade(trial, () => reader.readTrajectory(trial), shell.interrupted),
    );
    graded.push(...(await Promise.all(regraded)));
    shell.progress(`grading … ${graded.length} of ${trials.length} trials`);
  }
  shell.progress('');
  return graded;
}

async function withHumanGrades(trials: readonly Trial[], { human }: GradeOptions, shell: Shell): Promise<Trial[]> {
  if (human === undefined) return [...trials];
  const matched = matchHumanGrades(await readHumanGrades(resolve(shell.cwd, human)), trials);
  const changed = new Map(matched.map((trial) => [keyOf(trial), trial]));
  return trials.map((trial) => changed.get(keyOf(trial)) ?? trial);
}

function keyOf({ scenarioId, index, attempt }: Trial): string {
  return `${index}/${attempt}/${scenarioId}`;
}

/** The old run's manifest with what graded it now. The same grading twice has the same id. */
function manifestOf(from: RunManifest, { suite, judge }: Regrading, { name }: GradeOptions, shell: Shell): RunManifest {
  const digests = new Map(suite?.scenarios.map(({ id, digest }) => [id, digest]));
  const named = name ?? `${from.name}-graded`;
  const createdAt = shell.now().toISOString();
  const distinct = digestJson([named, from.id, createdAt]).slice('sha256:'.length);
  return {
    ...from,
    id: `${slugOf(named)}-${distinct.slice(0, 8)}`,
    name: named,
    createdAt,
    suite: {
      ...from.suite,
      digest: suite?.digest ?? from.suite.digest,
      scenarios: from.suite.scenarios.map((one) => ({ ...one, digest: digests.get(one.id) ?? one.digest })),
    },
    judge,
    remarks: [
      ...from.remarks,
      { code: 'graded-again', message: `the trials are those of ${from.id}, graded again`, count: null },
    ],
  };
}

async function publish(
  manifest: RunManifest,
  trials: readonly Trial[],
  reader: RunReader,
  options: GradeOptions,
  shell: Shell,
): Promise<PublishedRun> {
  await using staged = await stageRun(storeFolder(options, shell));
  for (const trial of trials)
    await staged.append({ trial, trajectory: await reader.readTrajectory(trial), raw: await reader.readRaw(trial) });
  return await staged.publish(manifest);
}

/** How many outcomes changed, and which, in the order of the trials. */
function changesBetween(before: readonly Trial[], after: readonly Trial[]): Pick<ShownRegrade, 'trials' | 'changed'> {
  const changed = after.flatMap((trial, at) => {
    const was = before[at];
    if (was === undefined || was.outcome === trial.outcome) return [];
    const { scenarioId, index, outcome } = trial;
    return [{ scenario: scenarioId, trial: index + 1, from: was.outcome, to: outcome, because: reasonOf(trial) }];
  });
  return { trials: after.length, changed };
}

function reasonOf({ grades, failureCode, loss }: Trial): string {
  const decisive = grades.find(({ finding, decisive }) => decisive && finding !== 'pass');
  return decisive?.evidence[0]?.message ?? loss?.code ?? failureCode ?? 'every decisive check passed';
}

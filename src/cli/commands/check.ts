import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { formatPlace, SeatrialError } from '#base';
import { renderSuiteCheck, type ShownMistake } from '#report';
import { type ExitCode, exitCodes, type GatePolicy, type Suite } from '#schema';
import {
  type LintFinding,
  lintSuite,
  type ReadSuite,
  readSuite,
  SuiteMistakes,
  type SuiteProblem,
  withWorldDigest,
} from '#suites';
import type { World } from '#worlds';
import { checkPolicy, type PolicyMistake } from '../check-policy.ts';
import { lintContext } from '../lint-context.ts';
import { openWorld } from '../open-world.ts';
import { printJson } from '../print-json.ts';
import { readPolicy } from '../read-policy.ts';
import type { Command, Shell } from '../shell.ts';
import { suitePath } from '../suite-path.ts';

interface CheckOptions {
  readonly suite: string;
  /** Gate policies; the one beside the suite when none is given. */
  readonly policies: readonly string[];
  readonly json?: boolean;
}

/** All that was found. What cannot be read is a problem and ends with exit code 20; what can be read and is wrong is a finding, 21. */
interface Checked {
  readonly suite: Suite | null;
  readonly problems: readonly SuiteProblem[];
  readonly findings: readonly LintFinding[];
  readonly policies: readonly { readonly file: string; readonly findings: readonly PolicyMistake[] }[];
}

/** Is this suite sound, and could its gates decide? Runs no agent. Exit code 0, 20 or 21; warnings alone do not fail. */
export const checkCommand: Command<CheckOptions> = async (options, shell) => {
  const checked = await checkAll(options, shell);
  const exitCode = exitCodeOf(checked);
  if (options.json) await printJson(documentOf(options.suite, checked, exitCode), shell);
  else await shell.print(renderSuiteCheck(shownCheck(options.suite, checked, exitCode), shell.screen));
  return exitCode;
};

async function checkAll(options: CheckOptions, shell: Shell): Promise<Checked> {
  const path = await suitePath(options.suite);
  const problems: SuiteProblem[] = [];
  const policies = await readPolicies(await policyFiles(options, path, shell), problems, shell);
  const read = await readOrTell(path, problems, shell);
  if (read === null) return { suite: null, problems, findings: [], policies: [] };
  const world = await worldOf(read.suite, dirname(resolve(shell.cwd, path)), problems);
  return {
    suite: world === null ? read.suite : withWorldDigest(read.suite, world.digest),
    problems,
    findings: lintSuite(read.suite, { ...(await lintContext(read.suite, world)), place: read.place }),
    policies: policies.map(({ file, policy }) => ({ file, findings: checkPolicy(policy, read.suite) })),
  };
}

async function policyFiles({ policies }: CheckOptions, suite: string, shell: Shell): Promise<readonly string[]> {
  if (policies.length > 0) return policies;
  const beside = join(dirname(suite), 'gate.yaml');
  const found = await access(resolve(shell.cwd, beside)).then(
    () => true,
    () => false,
  );
  return found ? [beside] : [];
}

async function readPolicies(
  files: readonly string[],
  problems: SuiteProblem[],
  shell: Shell,
): Promise<{ file: string; policy: GatePolicy }[]> {
  const policies: { file: string; policy: GatePolicy }[] = [];
  for (const file of files) {
    const policy = await told(problems, () => readPolicy(file, shell));
    if (policy !== null) policies.push({ file, policy });
  }
  return policies;
}

async function readOrTell(path: string, problems: SuiteProblem[], { cwd }: Shell): Promise<ReadSuite | null> {
  try {
    return await readSuite(path, { cwd });
  } catch (error) {
    if (!(error instanceof SuiteMistakes)) throw error;
    problems.unshift(...error.problems);
    return null;
  }
}

async function worldOf(suite: Suite, folder: string, problems: SuiteProblem[]): Promise<World | null> {
  const { world } = suite;
  return world === null ? null : await told(problems, () => openWorld(world, folder));
}

/** Does some work; a user's mistake in it joins the problems. */
async function told<T>(problems: SuiteProblem[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SeatrialError)) throw error;
    problems.push({ code: error.code, message: error.message, hint: error.hint ?? '', where: error.where ?? {} });
    return null;
  }
}

function exitCodeOf({ problems, findings, policies }: Checked): ExitCode {
  if (problems.length > 0) return exitCodes.invalidConfiguration;
  const all = [...findings, ...policies.flatMap((policy) => policy.findings)];
  return all.some(({ severity }) => severity === 'error') ? exitCodes.lint : exitCodes.pass;
}

function documentOf(file: string, { suite, problems, findings, policies }: Checked, exitCode: ExitCode): object {
  return {
    schemaVersion: 1,
    kind: 'seatrial.suite-check',
    file,
    exitCode,
    suite: suite === null ? null : summaryOf(suite),
    problems,
    findings,
    policies,
  };
}

function summaryOf({ scenarios, ...head }: Suite): object {
  return { ...head, goals: goalsIn(scenarios), scenarios: scenarios.length };
}

function goalsIn(scenarios: Suite['scenarios']): number {
  return new Set(scenarios.map(({ goalId }) => goalId)).size;
}

function shownCheck(file: string, { suite, problems, findings, policies }: Checked, exitCode: ExitCode) {
  return {
    suite: suite === null ? file : `${suite.name} ${suite.version}`,
    contents: [...(suite === null ? [] : contentsOf(suite)), ...policies.map((policy) => policy.file)],
    mistakes: [
      ...problems.map(shownProblem),
      ...findings.map(shownFinding),
      ...policies.flatMap((policy) => policy.findings.map((finding) => shownPolicyMistake(policy.file, finding))),
    ],
    exitCode,
  };
}

function contentsOf({ scenarios, world, visibility }: Suite): string[] {
  const goals = goalsIn(scenarios);
  const size = `${goals} ${goals === 1 ? 'scenario' : 'scenarios'}`;
  return [
    goals === scenarios.length ? size : `${size}, ${scenarios.length} played`,
    world === null ? 'no world' : `world ${world}`,
    ...(visibility === 'holdout' ? ['hold-out'] : []),
  ];
}

function shownProblem({ code, message, hint, where: { path = '', ...where } }: SuiteProblem): ShownMistake {
  return { severity: 'error', code, place: formatPlace(where), subject: path, message, hint };
}

function shownFinding({ severity, code, scenario, field, message, hint, where }: LintFinding): ShownMistake {
  const subject = [scenario ?? '', field].filter((part) => part !== '').join(' ');
  return { severity, code, place: formatPlace({ ...where, path: '' }), subject, message, hint };
}

function shownPolicyMistake(file: string, { severity, code, path, message, hint }: PolicyMistake): ShownMistake {
  return { severity, code, place: file, subject: path, message, hint };
}

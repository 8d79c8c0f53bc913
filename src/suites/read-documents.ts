import { isJsonObject, type Json, SeatrialError } from '#base';
import { type SuiteDocument, scenarioSchema, suiteSchema } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import type { AuthoredScenario } from './authored-scenario.ts';
import { caughtProblems } from './caught-problems.ts';
import { parsePart } from './field-problems.ts';
import type { SuiteFolder } from './suite-folder.ts';
import type { SuiteProblem } from './suite-problem.ts';
import { yamlDocument } from './yaml-document.ts';

/** All files of a suite, read and checked field by field. */
export interface SuiteDocuments {
  /** The suite without its scenarios; null where it does not fit. */
  readonly header: SuiteDocument | null;
  /** Those that fit, of all files. */
  readonly scenarios: readonly AuthoredScenario[];
  readonly problems: readonly SuiteProblem[];
}

/** Reads the scenarios of a suite's own file and of the files it includes. A mistake in one part hides none in another. */
export async function readDocuments(root: AuthoredDocument, folder: SuiteFolder): Promise<SuiteDocuments> {
  if (root.value === undefined) return { header: null, scenarios: [], problems: root.problems };
  const problems = [...root.problems];
  const { scenarios: inline = [], ...rest } = isJsonObject(root.value) ? root.value : { scenarios: [] };
  const header = parsePart(suiteSchema, isJsonObject(root.value) ? rest : root.value, root, []);
  problems.push(...header.problems);
  const scenarios = readList(inline, root, ['scenarios'], problems);
  for (const [at, path] of includedPaths(rest['include']).entries()) {
    const included = await openIncluded(path, root, at, folder, problems);
    if (included?.value !== undefined) scenarios.push(...readList(included.value, included, [], problems));
  }
  if (scenarios.length === 0 && problems.length === 0) problems.push(noScenarios(root));
  return { header: header.part, scenarios, problems };
}

/** One list of scenarios, in the suite's file or in a file of its own. */
function readList(
  list: Json,
  document: AuthoredDocument,
  path: readonly PropertyKey[],
  problems: SuiteProblem[],
): AuthoredScenario[] {
  if (!Array.isArray(list)) {
    problems.push(noList(document, path));
    return [];
  }
  return list.flatMap((raw: Json, at) => {
    const here = [...path, at];
    const parsed = parsePart(scenarioSchema, raw, document, here);
    problems.push(...parsed.problems);
    if (parsed.part === null) return [];
    const place: AuthoredScenario['place'] = (below) => document.place([...here, ...below]);
    return [{ scenario: parsed.part, choosesPersona: choosesPersona(raw), place }];
  });
}

async function openIncluded(
  path: string,
  root: AuthoredDocument,
  at: number,
  folder: SuiteFolder,
  problems: SuiteProblem[],
): Promise<AuthoredDocument | null> {
  const here = { ...root.place(['include', at]), path: `include[${at}]` };
  return await caughtProblems(problems, async () => {
    if (!/\.(ya?ml|json)$/i.test(path)) throw notYaml(path, here);
    const included = yamlDocument(await folder.read(path, here), folder.nameOf(path));
    problems.push(...included.problems);
    return included;
  });
}

// Read from the raw document, so that included files are checked also where the suite's head has mistakes.
function includedPaths(include: Json | undefined): string[] {
  return Array.isArray(include) ? include.filter((path: Json) => typeof path === 'string').slice(0, 200) : [];
}

function choosesPersona(raw: Json): boolean {
  const user = isJsonObject(raw) ? raw['user'] : undefined;
  return isJsonObject(user) && user['persona'] !== undefined;
}

function notYaml(path: string, where: SuiteProblem['where']): SeatrialError {
  return new SeatrialError('SUITES_UNKNOWN_FORMAT', {
    message: `expected an included file in YAML or JSON, got ${path}`,
    hint: 'a suite in TypeScript imports its further scenarios itself',
    where,
  });
}

function noList(document: AuthoredDocument, path: readonly PropertyKey[]): SuiteProblem {
  return {
    code: 'SUITES_BAD_FIELD',
    message: 'expected a list of scenarios, got something else',
    hint: 'begin each scenario with "- id:"',
    where: document.place(path),
  };
}

function noScenarios(root: AuthoredDocument): SuiteProblem {
  return {
    code: 'SUITES_NO_SCENARIOS',
    message: 'expected at least one scenario, got none',
    hint: 'add scenarios, or include a file that has some',
    where: root.place(['scenarios']),
  };
}

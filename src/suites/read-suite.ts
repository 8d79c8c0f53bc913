import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Json, Place } from '#base';
import { formatPath, type PlayedScenario, type Suite, type SuiteDocument } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import { caughtProblems } from './caught-problems.ts';
import { expandScenarios } from './expand-scenarios.ts';
import { matrixVariations } from './matrix-variations.ts';
import { openDocument } from './open-document.ts';
import { readDocuments } from './read-documents.ts';
import { resolveScenarios } from './resolve-scenarios.ts';
import { suiteDigest } from './suite-digest.ts';
import { SuiteFolder } from './suite-folder.ts';
import { SuiteMistakes } from './suite-mistakes.ts';
import type { SuiteProblem } from './suite-problem.ts';
import { SuiteSources } from './suite-sources.ts';

/** A suite and where its parts stand in its files. */
export interface ReadSuite {
  readonly suite: Suite;
  /** Where a field of a scenario stands, by the scenario's own id (the goal's). Empty for a scenario that is not of the suite. */
  readonly place: (goalId: string, path: readonly PropertyKey[]) => Place;
}

/**
 * Reads a suite in YAML or TypeScript: checks every field, reads included files, policies and fault plans inside its folder, fills in defaults and
 * multiplies the matrix out. The same suite in YAML and in TypeScript is the same, byte for byte.
 *
 * @param path of the suite's file, from `cwd`; errors name it as it is given
 * @throws {@link SuiteMistakes} with all mistakes; SUITES_FILE_UNREADABLE, SUITES_FILE_TOO_LARGE, SUITES_UNKNOWN_FORMAT, SUITES_MODULE_FAILED,
 * SUITES_NO_DEFAULT_EXPORT where there is no suite to speak of
 */
export async function readSuite(path: string, { cwd }: { readonly cwd: string }): Promise<ReadSuite> {
  const named = resolve(cwd, path);
  // a link to a suite stands for the suite and the folder it lies in; what is not there is told when it is opened
  const file = await realpath(named).catch(() => named);
  const folder = new SuiteFolder(file, path);
  const root = await openDocument(file, path, folder);
  const { header, scenarios: authored, problems: found } = await readDocuments(root, folder);
  const problems = [...found];
  if (header === null) throw new SuiteMistakes(problems);
  problems.push(...doubledPersonas(header, root));
  const sources = new SuiteSources(header, folder);
  const resolved = await resolveScenarios(authored, header, root, sources, problems);
  const plans = await matrixPlans(header, root, sources, problems);
  const played = expandScenarios(
    resolved.map((scenario) => ({
      scenario,
      dimensions: matrixVariations(scenario, header.matrix, plans, sources),
    })),
    problems,
  );
  if (problems.length > 0) throw new SuiteMistakes(problems);
  const places = new Map(resolved.map(({ scenario, place }) => [scenario.id, place]));
  return { suite: suiteOf(header, played), place: (goalId, at) => places.get(goalId)?.(at) ?? {} };
}

function suiteOf(header: SuiteDocument, scenarios: readonly PlayedScenario[]): Suite {
  return {
    name: header.name,
    version: header.version,
    visibility: header.visibility,
    digest: suiteDigest(scenarios, null),
    world: header.world ?? null,
    seam: header.seam ?? null,
    isolation: header.isolation,
    scenarios,
  };
}

async function matrixPlans(
  { matrix }: SuiteDocument,
  root: AuthoredDocument,
  sources: SuiteSources,
  problems: SuiteProblem[],
): Promise<Map<string | null, Json | null>> {
  const plans = new Map<string | null, Json | null>();
  for (const [at, name] of (matrix.faults ?? []).entries()) {
    const path = ['matrix', 'faults', at];
    const where = { ...root.place(path), path: formatPath(path) };
    plans.set(name, await caughtProblems(problems, () => sources.faultPlan(name, where)));
  }
  return plans;
}

function doubledPersonas({ personas }: SuiteDocument, root: AuthoredDocument): SuiteProblem[] {
  return personas.flatMap(({ name }, at) => {
    if (personas.findIndex((other) => other.name === name) === at) return [];
    const path = ['personas', at, 'name'];
    return [
      {
        code: 'SUITES_DOUBLED_PERSONA',
        message: `expected a name of its own for each persona, got ${name} twice`,
        hint: 'rename one of them',
        where: { ...root.place(path), path: formatPath(path) },
      },
    ];
  });
}

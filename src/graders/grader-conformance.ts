import { canonicalJson, type Json } from '#base';
import { type Grade, gradeSchema } from '#schema';
import { agentCalls } from './agent-calls.ts';
import type { GradeInput, Grader } from './grader.ts';
import { hostileGradeInputs } from './hostile-grade-inputs.ts';
import { spokenWords } from './spoken-words.ts';
import { stepText } from './step-text.ts';

/**
 * Tries a grader with trials and says in words what it does that no grader may; empty when it conforms. Independent of any test framework.
 *
 * 1. It never rejects for what is in a trial, and changes nothing in it.
 * 2. Its grades fit the schema and are of its own kind.
 * 3. A failure and a missing finding have evidence that says something.
 * 4. Evidence points at a step that exists, and quotes only words that {@link stepText} of that step has.
 * 5. Of code: the same trial gives the same grades, byte for byte, and an agent that did nothing passes nothing.
 *
 * @param inputs trials of one's own; {@link hostileGradeInputs} are always tried besides
 * @example expect(await graderConformance(myGrader)).toEqual([])
 */
export async function graderConformance(
  grader: Grader,
  inputs: readonly GradeInput[] = [],
): Promise<readonly string[]> {
  const breaches: string[] = [];
  for (const [at, input] of [...hostileGradeInputs(), ...inputs].entries())
    for (const breach of await breachesOn(grader, input)) breaches.push(`trial ${at}: ${breach}`);
  return breaches;
}

async function breachesOn(grader: Grader, input: GradeInput): Promise<readonly string[]> {
  const before = canonicalJson(input as unknown as Json);
  const grades = await gradesOf(grader, input);
  if (typeof grades === 'string') return [grades];
  const unchanged = canonicalJson(input as unknown as Json) === before;
  return [
    ...(unchanged ? [] : ['the grader changed the trial']),
    ...(grades.length > 0 ? [] : ['the grader gave no grade']),
    ...grades.flatMap((grade) => breachesOf(grade, grader, input)),
    ...(grader.kind === 'code' ? await breachesOfCode(grader, input, grades) : []),
  ];
}

async function gradesOf(grader: Grader, input: GradeInput): Promise<readonly Grade[] | string> {
  try {
    return await grader.grade(input, new AbortController().signal);
  } catch (error) {
    return `the grader rejected: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function breachesOf(grade: Grade, { kind }: Grader, { trajectory }: GradeInput): string[] {
  const parsed = gradeSchema.safeParse(grade);
  if (!parsed.success) return [`a grade does not fit its schema: ${parsed.error.issues[0]?.message}`];
  const silent = grade.evidence.every(({ message }) => message.trim() === '');
  return [
    ...(grade.grader.kind === kind ? [] : [`expected grades of kind ${kind}, got ${grade.grader.kind}`]),
    ...(grade.finding !== 'pass' && silent ? [`the finding ${grade.finding} has no evidence`] : []),
    ...grade.evidence.flatMap(({ step, quote }) => {
      const source = step === null ? undefined : trajectory.steps[step];
      if (step !== null && source === undefined) return [`evidence points at step ${step}, which does not exist`];
      if (quote === null) return [];
      if (source === undefined) return ['evidence quotes words without a step'];
      return stepText(source).includes(quote) ? [] : [`step ${step} does not have the quoted words`];
    }),
  ];
}

async function breachesOfCode(grader: Grader, input: GradeInput, grades: readonly Grade[]): Promise<string[]> {
  const again = await gradesOf(grader, structuredClone(input));
  const same =
    typeof again !== 'string' && canonicalJson(again as unknown as Json) === canonicalJson(grades as unknown as Json);
  const idle = spokenWords(input.trajectory, 'agent').length === 0 && agentCalls(input.trajectory).length === 0;
  const passes = grades.some(({ finding }) => finding === 'pass');
  return [
    ...(same ? [] : ['the same trial got another grade']),
    ...(idle && passes ? ['an agent that did nothing passed'] : []),
  ];
}

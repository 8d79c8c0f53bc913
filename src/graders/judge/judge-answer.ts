import { z } from 'zod';
import { SeatrialError } from '#base';
import { type Evidence, parseBoundedJson, type Trajectory } from '#schema';
import { findQuotation, searchable } from '../find-phrase.ts';
import { evidenceOf } from '../finding.ts';
import { stepText } from '../step-text.ts';

/** Longest answer that is read, in UTF-16 code units. */
const mostCharacters = 200_000;

const answerSchema = z.object({
  reasoning: z.string(),
  finding: z.enum(['pass', 'fail', 'abstain']),
  score: z.number().min(0).max(1).nullish(),
  quotes: z.array(z.object({ step: z.int().min(0), text: z.string() })).max(50),
});

/** A judge's answer that may be used: it has the asked form, and its quotes are in the record. */
export interface JudgeAnswer {
  readonly finding: 'pass' | 'fail' | 'abstain';
  readonly score: number | null;
  readonly reasoning: string;
  readonly quotes: readonly Evidence[];
}

/** Why an answer may not be used. */
export interface JudgeProblem {
  readonly problem: 'judge-bad-answer' | 'judge-evidence-not-found';
  /** What is wrong, in words that the judge can act on. */
  readonly detail: string;
}

/**
 * Reads a judge's answer and looks up its quotes. A quote is found when the named step has these words, whatever their case, white space, quotation
 * marks and dashes; the evidence then holds them as the step has them.
 *
 * @param scored whether a score is asked for
 */
export function readJudgeAnswer(text: string, trajectory: Trajectory, scored: boolean): JudgeAnswer | JudgeProblem {
  const parsed = answerSchema.safeParse(jsonIn(text));
  if (!parsed.success)
    return {
      problem: 'judge-bad-answer',
      detail: `the answer is no JSON of the asked form: ${firstIssue(parsed.error)}`,
    };
  const { reasoning, finding, quotes } = parsed.data;
  const score = scored ? (parsed.data.score ?? null) : null;
  if (finding === 'abstain') return { finding, score: null, reasoning, quotes: [] };
  if (scored && score === null) return { problem: 'judge-bad-answer', detail: 'the answer has no score' };
  if (quotes.length === 0) return { problem: 'judge-evidence-not-found', detail: 'the answer quotes nothing' };
  const found = quotes.map((quote) => lookUp(quote, trajectory));
  const lost = found.find((one) => typeof one === 'string');
  if (lost !== undefined) return { problem: 'judge-evidence-not-found', detail: lost };
  return { finding, score, reasoning, quotes: found.filter((one) => typeof one !== 'string') };
}

/** The quote as evidence, or what is wrong with it. */
function lookUp(
  { step, text }: { readonly step: number; readonly text: string },
  { steps }: Trajectory,
): Evidence | string {
  const source = steps[step];
  if (source === undefined) return `there is no step ${step}`;
  const words = findQuotation(searchable(stepText(source)), text);
  return words === null
    ? `step ${step} does not have the words ${JSON.stringify(text.slice(0, 200))}`
    : evidenceOf('the judge quotes', step, words);
}

/** The JSON object in an answer, also where it stands between marks of a code block or other words; undefined when there is none. */
function jsonIn(text: string): unknown {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return parseBoundedJson(text.slice(from, to + 1), 'answer', { maxChars: mostCharacters, maxDepth: 20 });
  } catch (error) {
    if (error instanceof SeatrialError) return undefined;
    throw error;
  }
}

function firstIssue({ issues }: z.ZodError): string {
  const issue = issues[0];
  return issue === undefined ? 'unknown' : `${issue.path.join('.') || 'answer'}: ${issue.message}`;
}

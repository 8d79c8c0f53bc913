import { type Digest, deriveSeed, digestJson, type Json } from '#base';
import type { ChatModel } from '#llm';
import { type Grade, redact, type Trajectory } from '#schema';
import { evidenceOf } from '../finding.ts';
import type { GradeInput } from '../grader.ts';
import { askJudge, type Opinion } from './ask-judge.ts';
import { type JudgeQuestion, judgeAnswerSchema, judgePrompt, judgeTemplate } from './judge-prompt.ts';
import { majority } from './majority.ts';

/** A question with everything that its grades are marked with. */
export interface JudgedQuestion extends JudgeQuestion {
  readonly graderId: string;
  readonly version: string;
  readonly dimension: string | null;
  readonly decisive: boolean;
  readonly repeats: number;
}

/** Who is asked, and how much they read. */
export interface JudgePanel {
  readonly judges: readonly ChatModel[];
  readonly maxTranscriptChars: number;
}

/**
 * The grades of one question: one from a single judge; from a panel one of each judge, for diagnosis and without dimension, and first the one
 * that the majority comes to. Each grade is pinned by a digest over judge, prompt, answer schema, rubric and repeats, and carries its own cost; the
 * panel's grade costs nothing besides its members. Secrets are taken out before anything is sent.
 *
 * @throws the signal's reason when aborted
 */
export async function judgeGrades(
  question: JudgedQuestion,
  { judges, maxTranscriptChars }: JudgePanel,
  input: GradeInput,
  signal: AbortSignal,
): Promise<readonly Grade[]> {
  if (judges.length === 0) return [gradeOf(question, missingJudge, null)];
  const trajectory = redact(input.trajectory as unknown as Json).value as unknown as Trajectory;
  const { request, leftOut } = judgePrompt(question, { ...input, trajectory }, maxTranscriptChars);
  const notes = notesOn(leftOut, input);
  const members: { readonly judge: ChatModel; readonly opinion: Opinion; readonly digest: Digest }[] = [];
  for (const judge of judges) {
    const opinions: Opinion[] = [];
    for (let repeat = 0; repeat < question.repeats; repeat++) {
      const seed = deriveSeed(0, input.scenario.id, question.graderId, question.dimension ?? '', repeat);
      const asked = { trajectory, passAt: question.passAt };
      opinions.push(await askJudge(judge, { ...request, seed }, asked, signal));
    }
    const opinion = majority(opinions);
    const evidence = [...opinion.evidence, ...notes];
    members.push({ judge, opinion: { ...opinion, evidence }, digest: digestOf(question, judge, maxTranscriptChars) });
  }
  const [only, ...others] = members;
  if (only !== undefined && others.length === 0) return [gradeOf(question, only.opinion, only.digest)];
  const panel = { ...majority(members.map(({ opinion }) => opinion)), costUsd: 0 };
  return [
    gradeOf(question, panel, digestJson(members.map(({ digest }) => digest))),
    ...members.map(({ judge, opinion, digest }) => gradeOf(memberQuestion(question, judge), opinion, digest)),
  ];
}

const missingJudge: Opinion = {
  finding: 'not-scored',
  score: null,
  evidence: [evidenceOf('judge-missing: this check needs a judge model and none was given')],
  costUsd: 0,
};

function notesOn(leftOut: string | null, { trajectory }: GradeInput): ReturnType<typeof evidenceOf>[] {
  return [
    ...(leftOut === null ? [] : [evidenceOf(`complete: false: the judge was not shown ${leftOut}`)]),
    ...(trajectory.complete ? [] : [evidenceOf('complete: false: the record itself is known not to be whole')]),
  ];
}

/** A member's grade has no dimension: on a dimension speaks the panel, and a dissenter must not fail it. */
function memberQuestion(question: JudgedQuestion, judge: ChatModel): JudgedQuestion {
  const place = question.dimension === null ? question.graderId : `${question.graderId}/${question.dimension}`;
  return { ...question, graderId: `${place}@${judge.id}`, dimension: null, decisive: false };
}

function digestOf(question: JudgedQuestion, judge: ChatModel, maxTranscriptChars: number): Digest {
  return digestJson({
    judge: judge.id,
    prompt: judgeTemplate(question),
    schema: judgeAnswerSchema(question.passAt !== null),
    rubric: question.rubric,
    repeats: question.repeats,
    maxTranscriptChars,
  });
}

function gradeOf(question: JudgedQuestion, opinion: Opinion, digest: Digest | null): Grade {
  const { graderId, version, dimension, decisive } = question;
  const { finding, score, evidence, costUsd } = opinion;
  return {
    grader: { id: graderId, version, kind: 'model', digest },
    dimension,
    finding,
    score,
    decisive,
    evidence: [...evidence],
    costUsd,
  };
}

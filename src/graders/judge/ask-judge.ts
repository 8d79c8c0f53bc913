import { type ChatAnswer, type ChatMessage, type ChatModel, type ChatRequest, ModelFailure } from '#llm';
import { type Evidence, sumKnown, type Trajectory } from '#schema';
import { evidenceOf } from '../finding.ts';
import { type JudgeAnswer, type JudgeProblem, readJudgeAnswer } from './judge-answer.ts';

/** One opinion of a judge on one trial. */
export interface Opinion {
  readonly finding: 'pass' | 'fail' | 'not-scored';
  readonly score: number | null;
  readonly evidence: readonly Evidence[];
  /** Of all calls that were made; null when the price of one is not known. */
  readonly costUsd: number | null;
}

/** The record that is judged, and the lowest score that passes; null where no score is asked for. */
export interface JudgedRecord {
  readonly trajectory: Trajectory;
  readonly passAt: number | null;
}

/** Longest reasoning that is kept, in UTF-16 code units. */
const mostReasoning = 4000;

/**
 * Asks a judge once. An answer that cannot be used is sent back once with what is wrong; when the second cannot be used either, there is no finding.
 * Abstaining and being out of reach are no finding either. The evidence then begins with `judge-abstained`, `judge-bad-answer`,
 * `judge-evidence-not-found` or `judge-unavailable`.
 *
 * @throws the signal's reason when aborted
 */
export async function askJudge(
  judge: ChatModel,
  request: ChatRequest,
  question: JudgedRecord,
  signal: AbortSignal,
): Promise<Opinion> {
  const costs: (number | null)[] = [];
  const ask = (messages: readonly ChatMessage[]): Promise<Reading> =>
    readAnswer(judge.complete({ ...request, messages }, signal), question, costs);
  try {
    const first = await ask(request.messages);
    const { answer } = 'problem' in first.answer ? await ask([...request.messages, ...repair(first)]) : first;
    return { ...opinionOf(answer, question.passAt), costUsd: sumKnown(costs) };
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    return { ...nothing(`judge-unavailable: ${judge.id}: ${error.message}`), costUsd: sumKnown(costs) };
  }
}

interface Reading {
  readonly text: string;
  readonly answer: JudgeAnswer | JudgeProblem;
}

/** A call that failed may have cost something, and nobody knows how much. */
async function readAnswer(
  call: Promise<ChatAnswer>,
  { trajectory, passAt }: JudgedRecord,
  costs: (number | null)[],
): Promise<Reading> {
  try {
    const { text, costUsd } = await call;
    costs.push(costUsd);
    return { text, answer: readJudgeAnswer(text, trajectory, passAt !== null) };
  } catch (error) {
    costs.push(null);
    if (!(error instanceof ModelFailure) || error.code !== 'bad-answer') throw error;
    return { text: '', answer: { problem: 'judge-bad-answer', detail: error.message } };
  }
}

function repair({ text, answer }: Reading): ChatMessage[] {
  const detail = 'problem' in answer ? answer.detail : '';
  const ask = `Your answer cannot be used: ${detail}. Answer again with one JSON object of the asked form, and quote only words that stand in the named step, copied exactly.`;
  return [
    { role: 'assistant', text: text.slice(0, 20_000).toWellFormed() || '(no usable answer)' },
    { role: 'user', text: ask },
  ];
}

function opinionOf(answer: JudgeAnswer | JudgeProblem, passAt: number | null): Omit<Opinion, 'costUsd'> {
  if ('problem' in answer) return nothing(`${answer.problem}: ${answer.detail}`);
  const reasoning = answer.reasoning.slice(0, mostReasoning).toWellFormed();
  if (answer.finding === 'abstain') return nothing(`judge-abstained: ${reasoning}`);
  const finding = passAt === null || answer.score === null ? answer.finding : answer.score >= passAt ? 'pass' : 'fail';
  const [first, ...others] = answer.quotes;
  return {
    finding,
    score: answer.score,
    evidence: [evidenceOf(reasoning || 'no reasoning given', first?.step ?? null, first?.quote ?? null), ...others],
  };
}

function nothing(message: string): Omit<Opinion, 'costUsd'> {
  return { finding: 'not-scored', score: null, evidence: [evidenceOf(message)] };
}

import type { UserMistake } from '#schema';
import type { Goal, GoalFact } from '../understand/goal.ts';
import { valueIn } from '../understand/value-in.ts';
import type { UserAnswer } from './user-answer.ts';

/** What an answer of a model-driven user is checked against. */
export interface AnswerContext {
  readonly goal: Goal;
  /** The texts of its own scenario, whose values it may use. */
  readonly known: readonly string[];
  /** What the agent has said; whose values it may repeat. */
  readonly heard: readonly string[];
  /** Ids of facts that may be told in this message. */
  readonly tellable: ReadonlySet<string>;
  /** Values that a confusion puts into this message. */
  readonly wrongValues: readonly string[];
  /** Why leaving as it wants to is wrong now; null when it is right. */
  readonly mayNotLeave: (leaves: UserAnswer['leaves'], text: string) => string | null;
}

/** What is wrong with an answer. */
export interface AnswerProblem {
  readonly code: UserMistake['code'];
  readonly message: string;
}

/** Everything that is wrong with an answer, judged against the scenario's facts. Empty when nothing is. */
export function checkAnswer(answer: UserAnswer, context: AnswerContext): AnswerProblem[] {
  return [
    ...brokenRole(answer),
    ...unsupported(answer, context),
    ...early(answer, context),
    ...wrongStop(answer, context),
  ];
}

const agentWords =
  /\bhow (?:can|may) i (?:help|assist) you\b|\b(?:as|i am|i'm) an? (?:ai|artificial|language model|virtual assistant)\b|\bi(?:'ve| have) (?:processed|issued|cancelled|canceled|updated|refunded) your\b|\bis there anything else i can\b|\bNOTE for your message\b|###/i;

function brokenRole({ text, leaves }: UserAnswer): AnswerProblem[] {
  if (text.trim() === '' && leaves === 'no') return [{ code: 'broken-role', message: 'it said nothing and stayed' }];
  const slip = agentWords.exec(text)?.[0];
  return slip === undefined ? [] : [{ code: 'broken-role', message: `it spoke as the agent: ${slip}` }];
}

/** Ids, long numbers, amounts and addresses of mail: what a user must know and cannot guess. */
const valueLike =
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|[$€£]\s?\d[\d,.]*\d|[$€£]\s?\d|#?[A-Za-z]*[-_]?\d[\w-]{3,}|\b[A-Z]{1,4}-\d{2,}\b/g;

function unsupported({ text }: UserAnswer, { known, heard, goal, wrongValues }: AnswerContext): AnswerProblem[] {
  const values = [...text.matchAll(valueLike)].map(([value]) => value.replace(/[.,]+$/, ''));
  const never = goal.facts.filter(({ fact, value }) => fact.tell === 'never' && value !== '' && valueIn(text, value));
  const excused = [...known, ...heard, ...wrongValues, ...never.map((one) => one.value)];
  const unknown = values.filter((value) => !excused.some((one) => valueIn(one, value)));
  return [
    ...unknown.map((value) => ({ code: 'unsupported-answer' as const, message: `nothing it knows holds ${value}` })),
    ...never.map(({ fact }) => ({
      code: 'unsupported-answer' as const,
      message: `it does not know its ${fact.label}`,
    })),
  ];
}

function early({ text, told }: UserAnswer, { goal, tellable, heard }: AnswerContext): AnswerProblem[] {
  const tells = ({ fact, value }: GoalFact): boolean =>
    told.includes(fact.id) ||
    (isIdentifying(value) && valueIn(text, value) && !heard.some((one) => valueIn(one, value)));
  return goal.facts
    .filter((one) => one.fact.tell !== 'never' && !tellable.has(one.fact.id) && tells(one))
    .map(({ fact }) => ({
      code: 'early-disclosure',
      message: `it told its ${fact.label} before it was asked for or due`,
    }));
}

/** Short words such as `yes` occur in any sentence. */
function isIdentifying(value: string): boolean {
  return value.length >= 4;
}

function wrongStop({ leaves, text }: UserAnswer, { mayNotLeave }: AnswerContext): AnswerProblem[] {
  const why = leaves === 'no' ? null : mayNotLeave(leaves, text);
  return why === null ? [] : [{ code: 'wrong-stop', message: why }];
}

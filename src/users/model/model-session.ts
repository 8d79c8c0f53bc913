import { deriveSeed } from '#base';
import { type ChatAnswer, type ChatMessage, type ChatModel, ModelFailure } from '#llm';
import { type AgendaUser, type Fact, type Persona, sumKnown, sumUsage, type UserMistake, unknownUsage } from '#schema';
import { ConfusionLog } from '../rules/confusion-log.ts';
import { confusionPlan, isAboutFact, type PlannedConfusion } from '../rules/confusion-plan.ts';
import { type PacePlan, pacePlan } from '../rules/pace-plan.ts';
import { fillValues, type Goal, placeholdersIn } from '../understand/goal.ts';
import { readTurn } from '../understand/read-turn.ts';
import type { TurnReading } from '../understand/turn-reading.ts';
import { valueIn } from '../understand/value-in.ts';
import { type AgentTurnSeen, UserFailure, type UserMove, type UserSession } from '../user.ts';
import { type AnswerContext, type AnswerProblem, checkAnswer } from './check-answer.ts';
import { noteWords, type TurnNote } from './turn-note.ts';
import { type UserAnswer, userAnswerSchema } from './user-answer.ts';
import { userPrompt } from './user-prompt.ts';

/** What a model-driven conversation starts from. */
export interface ModelSetting {
  readonly user: AgendaUser;
  readonly goal: Goal;
  readonly persona: Persona;
  readonly plannedTurns: number | null;
  readonly seed: number;
  readonly model: ChatModel;
  readonly temperature: number | undefined;
}

/** An answer, or why there is none that could be checked. */
interface Asked {
  readonly answer: UserAnswer | null;
  readonly raw: string;
  readonly problems: readonly AnswerProblem[];
}

/** Of an agent's answer the model sees this many characters. */
const mostCharacters = 20_000;

/** One conversation of a model-driven user. */
export class ModelSession implements UserSession {
  readonly #setting: ModelSetting;
  readonly #system: string;
  readonly #pace: PacePlan;
  readonly #confusions: ConfusionLog;
  readonly #known: readonly string[];
  readonly #heard: string[] = [];
  readonly #messages: ChatMessage[] = [];
  readonly #told = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #done = new Set<string>();
  #answers: ChatAnswer[] = [];
  #sawDone = false;
  #sawNo = false;
  #turn = 0;
  #digressed = 0;
  #stayed = 0;

  constructor(setting: ModelSetting) {
    const { user, persona, plannedTurns, seed } = setting;
    this.#setting = setting;
    this.#system = userPrompt(user, persona);
    this.#pace = pacePlan(user, plannedTurns);
    this.#confusions = new ConfusionLog(confusionPlan(user, persona, seed));
    this.#known = textsOf(user);
  }

  async next(seen: AgentTurnSeen | null, signal: AbortSignal): Promise<UserMove> {
    signal.throwIfAborted();
    this.#turn++;
    this.#answers = [];
    const reading = seen === null ? null : this.#hear(seen.text);
    const settled =
      seen === null || reading === null
        ? []
        : this.#confusions.settle(seen.text, reading, this.#allDone() && this.#sawDone);
    const note = this.#note(reading);
    this.#messages.push({ role: 'user', text: this.#prompt(seen, note) });
    const mistakes: UserMistake[] = [];
    const answer = await this.#ask(note, reading, mistakes, signal);
    return { ...this.#moveOf(answer, note, mistakes), settled };
  }

  #hear(text: string): TurnReading {
    const { goal, user } = this.#setting;
    const current = user.agenda.find(({ id }) => !this.#done.has(id))?.id ?? null;
    const reading = readTurn(goal, text, current);
    this.#heard.push(text.slice(0, mostCharacters));
    for (const id of reading.asked) this.#asked.add(id);
    for (const id of reading.done) this.#done.add(id);
    this.#sawDone ||= reading.claimsDone || reading.done.length > 0;
    this.#sawNo ||= reading.declines || reading.handsOver;
    return reading;
  }

  #allDone(): boolean {
    return this.#setting.user.agenda.every(({ id }) => this.#done.has(id));
  }

  #prompt(seen: AgentTurnSeen | null, note: TurnNote): string {
    const said =
      seen === null ? '(You open the conversation.)' : `The agent wrote:\n${seen.text.slice(0, mostCharacters)}`;
    return `${said}\n\n${noteWords(note)}`;
  }

  #note(reading: TurnReading | null): TurnNote {
    const { user } = this.#setting;
    const open = this.#confusions.open();
    const wronged = user.facts.find(({ id }) => id === open?.fact);
    const plan = open === null ? this.#dueConfusion(reading) : null;
    const until = this.#pace.until;
    const paced = this.#turn < until;
    return {
      turn: this.#turn,
      until,
      notYet: user.facts.filter(({ id, tell }) => tell !== 'never' && !this.#isDue(id)),
      tellNow: this.#tellNow(),
      confusion: plan === null ? null : { plan, fact: user.facts.find(({ id }) => id === plan.fact) ?? null },
      putRight: open?.wrong == null || wronged === undefined ? null : { wrong: open.wrong, fact: wronged },
      digression: paced && this.#turn > 1 && plan === null ? this.#digression() : null,
    };
  }

  /** A confusion about a fact goes where the fact is told or has been told; the others need no occasion. */
  #dueConfusion(reading: TurnReading | null): PlannedConfusion | null {
    const occasion = (id: string): boolean =>
      this.#told.has(id) || reading?.asked.includes(id) === true || this.#tellNow().some((fact) => fact.id === id);
    return this.#confusions.due(this.#turn, (plan) => !isAboutFact(plan.operator) || occasion(plan.fact ?? ''));
  }

  #tellNow(): Fact[] {
    const paced = this.#pace.until > 0;
    return this.#setting.user.facts.filter(
      ({ id, tell }) =>
        !this.#told.has(id) &&
        this.#isDue(id) &&
        ((tell === 'opening' && (this.#turn === 1 || paced)) || (tell === 'late' && paced)),
    );
  }

  #isDue(id: string): boolean {
    return (this.#pace.due.get(id) ?? 1) <= this.#turn;
  }

  #digression(): string | null {
    return this.#setting.user.digressions[this.#digressed++] ?? null;
  }

  /** Asks, checks, and sends a wrong answer back once. */
  async #ask(
    note: TurnNote,
    reading: TurnReading | null,
    mistakes: UserMistake[],
    signal: AbortSignal,
  ): Promise<UserAnswer | null> {
    const context = this.#context(note, reading);
    const first = await this.#askOnce(context, this.#messages, 0, signal);
    if (first.problems.length === 0) return this.#keep(first);
    const again: ChatMessage[] = [
      ...this.#messages,
      { role: 'assistant', text: first.raw },
      { role: 'user', text: `NOTE: that message cannot be sent: ${reasons(first)}. Write it again.` },
    ];
    const second = await this.#askOnce(context, again, 1, signal);
    const fatal = second.problems.length > 0;
    for (const { code, message } of fatal ? second.problems : first.problems)
      mistakes.push({ code, message, turn: this.#turn, fatal });
    return this.#keep(second);
  }

  #keep({ answer, raw }: Asked): UserAnswer | null {
    this.#messages.push({ role: 'assistant', text: raw });
    for (const id of answer?.told ?? []) this.#told.add(id);
    for (const { fact, value } of this.#setting.goal.facts)
      if (answer !== null && valueIn(answer.text, value)) this.#told.add(fact.id);
    return answer;
  }

  async #askOnce(
    context: AnswerContext,
    messages: readonly ChatMessage[],
    attempt: number,
    signal: AbortSignal,
  ): Promise<Asked> {
    const { model, temperature, seed } = this.#setting;
    const request = {
      system: this.#system,
      messages,
      schema: userAnswerSchema,
      seed: deriveSeed(seed, 'model', this.#turn, attempt) % 2 ** 31,
      ...(temperature === undefined ? {} : { temperature }),
    };
    try {
      const given = await model.complete(request, signal);
      const answer = parsed(given);
      this.#answers.push(given);
      return { answer, raw: given.text, problems: checkAnswer(answer, context) };
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      if (error.code !== 'bad-answer') throw userFailure(error);
      // What it cost counts; of a failure that brought no answer nobody knows.
      this.#answers.push(error.answer ?? noAnswer);
      return { answer: null, raw: '(no usable answer)', problems: [{ code: 'broken-role', message: error.message }] };
    }
  }

  #context(note: TurnNote, reading: TurnReading | null): AnswerContext {
    const { user, goal, persona } = this.#setting;
    const free = user.facts.filter(
      ({ id, tell }) => this.#isDue(id) && (tell === 'opening' || persona.volunteers || this.#asked.has(id)),
    );
    const tellable = [
      ...free.map(({ id }) => id),
      ...this.#told,
      ...note.tellNow.map(({ id }) => id),
      ...user.agenda.flatMap(({ say, orElse }) => [...placeholdersIn(say), ...placeholdersIn(orElse ?? '')]),
      ...(note.confusion?.fact == null ? [] : [note.confusion.fact.id]),
      ...(reading?.proposal?.conflict ? [reading.proposal.conflict.fact] : []),
    ];
    return {
      goal,
      known: this.#known,
      heard: this.#heard,
      tellable: new Set(tellable),
      wrongValues: [note.confusion?.plan.wrong, note.putRight?.wrong].filter((value) => value != null),
      mayNotLeave: (leaves, text) => this.#mayNotLeave(leaves, text, reading),
    };
  }

  /** Why leaving is wrong now; null when it is right. */
  #mayNotLeave(leaves: UserAnswer['leaves'], text: string, reading: TurnReading | null): string | null {
    if (reading?.handsOver === true) return null;
    if (this.#turn < this.#pace.until) return `it left in turn ${this.#turn} of ${this.#pace.until} planned`;
    if (reading?.proposal != null && /^\W*(?:yes|yeah|yep|sure|go ahead)\b/i.test(text))
      return 'it left in the message that says yes, before anything was done';
    if (leaves === 'satisfied' && !this.#allDone() && !this.#sawDone)
      return 'it left satisfied before the agent said that anything was done';
    if (leaves === 'declined' && !this.#sawNo) return 'it left as declined though the agent refused nothing';
    if (leaves === 'gave-up' && this.#turn <= this.#setting.persona.patience)
      return 'it gave up before its patience was used up';
    return null;
  }

  #moveOf(answer: UserAnswer | null, note: TurnNote, mistakes: UserMistake[]): Omit<UserMove, 'settled'> {
    const fatal = mistakes.some((mistake) => mistake.fatal);
    const text = answer?.text.trim() || null;
    if (answer !== null) this.#noteConfusion(answer, note);
    this.#noteStaying(answer, mistakes);
    const leaves = answer === null || answer.leaves === 'no' ? null : answer.leaves;
    return {
      text,
      leaves: fatal || text === null ? (leaves ?? 'gave-up') : leaves,
      confusions: this.#confusions.take(),
      mistakes,
      usage: sumUsage(this.#answers.map(({ usage }) => usage)),
      costUsd: sumKnown(this.#answers.map(({ costUsd }) => costUsd)),
    };
  }

  /** A confusion counts only when the text holds it. */
  #noteConfusion({ text }: UserAnswer, { confusion, putRight }: TurnNote): void {
    if (putRight !== null && valueIn(text, putRight.fact.value)) this.#confusions.putRight();
    if (confusion === null) return;
    const { plan, fact } = confusion;
    const value = fact === null ? null : String(fact.value);
    const late = plan.operator === 'late-correction';
    if (plan.wrong !== null && !valueIn(text, plan.wrong)) return;
    if (value !== null && plan.wrong !== null && !late && !valueIn(text, value)) return;
    if (fact !== null) this.#told.add(fact.id);
    this.#confusions.put(plan, value, !late);
  }

  /** Staying on when everything is done is a mistake too, though it costs only turns. */
  #noteStaying(answer: UserAnswer | null, mistakes: UserMistake[]): void {
    const late = this.#allDone() && this.#turn > this.#pace.until && answer?.leaves === 'no';
    this.#stayed = late ? this.#stayed + 1 : 0;
    if (this.#stayed === 3)
      mistakes.push({
        code: 'wrong-stop',
        message: 'it stayed for three turns after everything was done',
        turn: this.#turn,
        fatal: false,
      });
  }
}

const noAnswer: ChatAnswer = { text: '', model: null, finishReason: null, usage: unknownUsage, costUsd: null };

function parsed(given: ChatAnswer): UserAnswer {
  try {
    return JSON.parse(given.text) as UserAnswer;
  } catch (cause) {
    throw new ModelFailure('bad-answer', 'the answer is no JSON text', { answer: given, cause });
  }
}

function reasons({ problems }: Asked): string {
  return problems.map(({ message }) => message).join('; ');
}

function userFailure(error: ModelFailure): UserFailure {
  const wait = error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs };
  return new UserFailure(`user-model-${error.code}`, error.message, { ...wait, cause: error });
}

function textsOf(user: AgendaUser): string[] {
  return [
    ...user.facts.flatMap((fact) => (fact.tell === 'never' ? [] : [String(fact.value), fact.say ?? ''])),
    ...user.agenda.flatMap(({ say, orElse }) => [fillValues(say, user.facts), fillValues(orElse ?? '', user.facts)]),
    ...user.answers.map(({ say }) => fillValues(say, user.facts)),
    ...user.digressions,
    ...user.confusions.map(({ say }) => say ?? ''),
  ];
}

import { deriveSeed } from '#base';
import type { AgendaUser, Fact, Persona, UserMistake } from '#schema';
import { fillValues, type Goal, placeholdersIn } from '../understand/goal.ts';
import { readTurn } from '../understand/read-turn.ts';
import type { Proposal, TurnReading } from '../understand/turn-reading.ts';
import type { AgentTurnSeen, Leaving, UserMove, UserSession } from '../user.ts';
import { ConfusionLog } from './confusion-log.ts';
import { confusionPlan, isAboutFact, type PlannedConfusion } from './confusion-plan.ts';
import { type PacePlan, pacePlan } from './pace-plan.ts';
import type { Phrasing } from './phrase-book.ts';
import { say } from './say.ts';
import { smallTalk } from './small-talk.ts';

/** What a rule-driven conversation starts from. */
export interface RuleSetting {
  readonly user: AgendaUser;
  readonly goal: Goal;
  readonly persona: Persona;
  readonly plannedTurns: number | null;
  readonly seed: number;
}

/** How a turn is answered, as it is put together. */
interface Draft {
  readonly parts: string[];
  /** Whether the agent's turn brought the user nearer to the goal. */
  helped: boolean;
  saysYes: boolean;
  leaves: Leaving | null;
}

/** One conversation of a rule-driven user. */
export class RuleSession implements UserSession {
  readonly #setting: RuleSetting;
  readonly #pace: PacePlan;
  readonly #confusions: ConfusionLog;
  readonly #told = new Set<string>();
  readonly #awaited = new Set<string>();
  readonly #answered = new Set<string>();
  #mistakes: UserMistake[] = [];
  #turn = 0;
  /** Index of the agenda item at hand; the agenda's length when all are closed. */
  #at = 0;
  #requested = false;
  #instead = false;
  #askedWhetherDone = false;
  #declined = false;
  #refusedHandOver = false;
  #saidYes = false;
  #insistsLeft: number;
  #unhelped = 0;
  #lost = { inARow: 0, inAll: 0 };
  #digressed = 0;
  #backFrom: string | null = null;

  constructor(setting: RuleSetting) {
    this.#setting = setting;
    this.#pace = pacePlan(setting.user, setting.plannedTurns);
    this.#confusions = new ConfusionLog(confusionPlan(setting.user, setting.seed));
    this.#insistsLeft = setting.persona.insists;
  }

  async next(seen: AgentTurnSeen | null, signal: AbortSignal): Promise<UserMove> {
    signal.throwIfAborted();
    this.#turn++;
    if (seen === null) return this.#move(this.#opening(), []);
    const reading = readTurn(this.#setting.goal, seen.text, this.#item?.id ?? null);
    const draft: Draft = { parts: [], helped: false, saysYes: false, leaves: null };
    const corrects = this.#putRight(draft);
    if (!corrects) this.#closeDone(reading, draft);
    const settled = this.#confusions.settle(seen.text, reading, draft.helped && this.#item === undefined);
    if (!this.#leave(reading, draft)) this.#answer(reading, draft, corrects);
    return this.#move(draft, settled);
  }

  get #item() {
    return this.#setting.user.agenda[this.#at];
  }

  get #request(): string {
    const item = this.#item;
    if (item === undefined) return '';
    return fillValues(this.#instead ? (item.orElse ?? item.say) : item.say, this.#setting.user.facts);
  }

  get #paced(): boolean {
    return this.#turn < this.#pace.until;
  }

  #say(phrasing: Phrasing, slots: Readonly<Record<string, string>> = {}): string {
    return say(phrasing, this.#setting.persona, this.#setting.seed, `${this.#turn}.${slots['label'] ?? ''}`, slots);
  }

  #opening(): Draft {
    const { persona, user } = this.#setting;
    const draft: Draft = { parts: [], helped: true, saysYes: false, leaves: null };
    if (persona.verbosity !== 'terse') draft.parts.push(this.#say('greeting'));
    this.#makeRequest(draft, null);
    for (const fact of user.facts)
      if (fact.tell === 'opening' || (persona.volunteers && fact.tell === 'when-asked')) this.#tell(fact, draft);
    this.#confuse(draft);
    return draft;
  }

  /** Says what the item at hand asks for; facts in it count as told. */
  #makeRequest(draft: Draft, phrasing: 'next' | 'nudge' | null): void {
    const request = this.#request;
    this.#requested = true;
    for (const id of placeholdersIn((this.#instead ? this.#item?.orElse : this.#item?.say) ?? '')) this.#told.add(id);
    draft.parts.push(phrasing === null ? request : this.#say(phrasing, { request }));
  }

  /** Puts right what was said wrongly a turn before. */
  #putRight(draft: Draft): boolean {
    const open = this.#confusions.open();
    if (open === null) return false;
    const fact = this.#fact(open.fact);
    if (fact !== undefined) {
      draft.parts.push(this.#say('late-correction', { ...slotsOf(fact), wrong: open.wrong ?? '' }));
      this.#told.add(fact.id);
    }
    this.#confusions.putRight();
    draft.helped = true;
    return true;
  }

  /** Closes items that the agent says are done, and goes on to the next. */
  #closeDone(reading: TurnReading, draft: Draft): void {
    while (this.#item !== undefined && this.#requested && this.#isDone(reading)) {
      this.#close();
      draft.helped = true;
    }
  }

  #isDone(reading: TurnReading): boolean {
    const item = this.#item;
    if (item === undefined) return false;
    if (reading.done.includes(item.id)) return true;
    return reading.claimsDone && (item.doneWhen.length === 0 || this.#askedWhetherDone);
  }

  #close(): void {
    this.#at++;
    this.#requested = false;
    this.#instead = false;
    this.#askedWhetherDone = false;
    this.#saidYes = false;
    this.#insistsLeft = this.#setting.persona.insists;
  }

  /** Leaves where nothing is left to want, or a person takes over. */
  #leave(reading: TurnReading, draft: Draft): boolean {
    if (reading.handsOver && this.#item !== undefined && reading.proposal === null && draft.parts.length === 0) {
      draft.parts.push(this.#say('hand-over-accepted'));
      draft.leaves = 'declined';
      return true;
    }
    if (this.#item !== undefined || this.#paced || draft.parts.length > 0) return false;
    draft.parts.push(this.#say(this.#declined ? 'accepts-no' : 'thanks'));
    draft.leaves = this.#declined ? 'declined' : 'satisfied';
    return true;
  }

  #answer(reading: TurnReading, draft: Draft, corrects: boolean): void {
    this.#comeBack(draft);
    this.#tellAsked(reading, draft);
    this.#goOn(draft);
    if (reading.declines && this.#requested) this.#hearNo(draft);
    else if (reading.proposal !== null && !corrects) this.#judge(reading.proposal, draft);
    if (reading.asksOpenly && draft.parts.length === 0 && this.#requested) {
      draft.helped = !this.#saidYes;
      this.#makeRequest(draft, null);
    }
    this.#confuse(draft);
    if (draft.leaves === null) this.#fillSilence(reading, draft);
    this.#losePatience(draft);
  }

  #comeBack(draft: Draft): void {
    if (this.#backFrom === null) return;
    draft.parts.push(this.#say('topic-back', { request: this.#request }));
    draft.helped = true;
    this.#backFrom = null;
  }

  /** Answers questions about facts, and those with prepared answers. */
  #tellAsked(reading: TurnReading, draft: Draft): void {
    for (const id of reading.asked) this.#awaited.add(id);
    for (const id of [...this.#awaited]) {
      const fact = this.#fact(id);
      if (fact === undefined || !this.#isDue(id)) continue;
      this.#awaited.delete(id);
      this.#tell(fact, draft);
    }
    if (reading.asked.some((id) => this.#awaited.has(id))) {
      draft.parts.push(this.#say('look-up'));
      draft.helped = true;
    }
    for (const text of reading.answers) {
      draft.parts.push(fillValues(text, this.#setting.user.facts));
      draft.helped ||= !this.#answered.has(text);
      this.#answered.add(text);
    }
  }

  /** Volunteers what is due in a paced conversation, and makes the next request. */
  #goOn(draft: Draft): void {
    if (this.#pace.until > 0)
      for (const fact of this.#setting.user.facts)
        if ((fact.tell === 'late' || fact.tell === 'opening') && !this.#told.has(fact.id) && this.#isDue(fact.id))
          this.#tell(fact, draft);
    const item = this.#item;
    if (item === undefined || this.#requested || !this.#isDue(item.id)) return;
    this.#makeRequest(draft, 'next');
    draft.helped = true;
  }

  #isDue(id: string): boolean {
    return (this.#pace.due.get(id) ?? 1) <= this.#turn;
  }

  #tell(fact: Fact, draft: Draft): void {
    if (!this.#isDue(fact.id)) return;
    const again = this.#told.has(fact.id);
    if (fact.tell === 'never') draft.parts.push(this.#say('does-not-know', slotsOf(fact)));
    else if (!this.#tellConfused(fact, draft)) draft.parts.push(this.#wordsFor(fact, again));
    this.#told.add(fact.id);
    draft.helped ||= !again;
  }

  #wordsFor(fact: Fact, again: boolean): string {
    if (fact.say !== undefined && !again) return fact.say.replaceAll('{value}', String(fact.value));
    return this.#say(again ? 'fact-again' : 'fact', slotsOf(fact));
  }

  /** Tells a fact through a confusion that is due. */
  #tellConfused(fact: Fact, draft: Draft): boolean {
    const plan = this.#confusions.due(this.#turn, (one) => one.fact === fact.id);
    if (plan === null) return false;
    const slots = { ...slotsOf(fact), wrong: plan.wrong ?? '' };
    if (plan.operator === 'late-correction') draft.parts.push(this.#say('fact', { ...slots, value: slots.wrong }));
    else if (plan.operator === 'correction' || plan.operator === 'contradiction' || plan.operator === 'vague-pronoun')
      draft.parts.push(this.#say(plan.operator, slots));
    this.#confusions.put(plan, String(fact.value), plan.operator !== 'late-correction');
    return true;
  }

  /** Puts in a confusion that is due: about a fact that was told already, or about none. */
  #confuse(draft: Draft): void {
    if (draft.leaves !== null || draft.saysYes || this.#item === undefined) return;
    const plan = this.#confusions.due(
      this.#turn,
      (one) => !isAboutFact(one.operator) || this.#told.has(one.fact ?? ''),
    );
    if (plan === null) return;
    const fact = this.#fact(plan.fact);
    if (fact !== undefined) this.#tellConfused(fact, draft);
    else this.#confuseWithoutFact(plan, draft);
  }

  #confuseWithoutFact(plan: PlannedConfusion, draft: Draft): void {
    const aside = plan.say ?? this.#digression();
    if (plan.operator === 'impatience') draft.parts.push(this.#say('impatience'));
    else if (plan.operator === 'never-mind') draft.parts.push(this.#say('never-mind', { say: aside }));
    else {
      draft.parts.splice(0, draft.parts.length, this.#say('topic-switch', { say: aside }));
      this.#backFrom = aside;
    }
    draft.helped = true;
    this.#confusions.put(plan, null, true);
  }

  /** The agent declines: insist, ask for something else, or accept. */
  #hearNo(draft: Draft): void {
    draft.helped = true;
    const orElse = this.#item?.orElse;
    if (this.#insistsLeft > 0) {
      this.#insistsLeft--;
      draft.parts.push(this.#say('insist'));
    } else if (orElse !== undefined && !this.#instead) {
      this.#instead = true;
      draft.parts.push(this.#say('else-instead', { request: this.#request }));
    } else this.#giveUpItem(draft);
  }

  #giveUpItem(draft: Draft): void {
    this.#declined = true;
    this.#close();
    this.#goOn(draft);
    if (this.#item !== undefined || this.#paced) return;
    draft.parts.push(this.#say('accepts-no'));
    draft.leaves = 'declined';
  }

  /** Says yes or no to a proposal. */
  #judge(proposal: Proposal, draft: Draft): void {
    const fact = this.#fact(proposal.conflict?.fact ?? null);
    if (proposal.conflict !== null && fact !== undefined) {
      draft.parts.push(this.#say('no-wrong-value', { ...slotsOf(fact), wrong: proposal.conflict.value }));
      draft.helped ||= !this.#told.has(fact.id);
      this.#told.add(fact.id);
    } else if (proposal.handOver) this.#judgeHandOver(draft);
    else if (this.#item === undefined || (!proposal.supported && !proposal.generic))
      draft.parts.push(this.#say('no-not-wanted'));
    else if (proposal.choice) this.#judgeChoice(proposal, draft);
    else if (this.#paced && this.#turn < this.#pace.until - 2) {
      draft.parts.push(this.#say('hold-on'));
      draft.helped = true;
    } else this.#confirm(proposal, draft);
  }

  /** Two things offered, neither of them a fact's: it says again what it wants. */
  #judgeChoice(proposal: Proposal, draft: Draft): void {
    this.#mistake('unmapped-question', `could not choose: ${brief(proposal.text)}`, false);
    draft.parts.push(this.#say('nudge', { request: this.#request }));
  }

  #judgeHandOver(draft: Draft): void {
    draft.helped = true;
    if (this.#refusedHandOver || this.#unhelped > 0) {
      draft.parts.push(this.#say('yes-hand-over'));
      draft.saysYes = true;
    } else draft.parts.push(this.#say('no-hand-over'));
    this.#refusedHandOver = true;
  }

  #confirm(proposal: Proposal, draft: Draft): void {
    if (!this.#setting.user.confirms) {
      draft.parts.push(this.#say('no-leave-it'));
      this.#declined = true;
      this.#close();
      draft.helped = true;
      return;
    }
    if (!proposal.supported)
      this.#mistake(
        'unsupported-answer',
        `said yes to a question that names nothing of its goal: ${brief(proposal.text)}`,
        false,
      );
    draft.parts.push(this.#say('yes'));
    draft.helped ||= !this.#saidYes;
    draft.saysYes = true;
    this.#saidYes = true;
  }

  /** Says something where nothing of the above did. */
  #fillSilence(reading: TurnReading, draft: Draft): void {
    if (reading.unmapped.length > 0) this.#noteUnmapped(reading, draft);
    else this.#lost.inARow = 0;
    if (draft.leaves !== null) return;
    if (draft.parts.length === 0 && reading.unmapped.length === 0) this.#goOnAnyhow(reading, draft);
    if (this.#paced && !draft.saysYes && !this.#confusions.open()) this.#digress(draft);
    if (draft.parts.length === 0) draft.parts.push(this.#say('wait'));
  }

  #goOnAnyhow(reading: TurnReading, draft: Draft): void {
    if (this.#item === undefined || (this.#paced && !reading.empty)) return;
    const request = this.#request;
    if (reading.empty) draft.parts.push(this.#say('not-understood', { request }));
    else if (reading.claimsDone) {
      this.#askedWhetherDone = true;
      draft.helped = true;
      draft.parts.push(this.#say('ask-whether-done', { request }));
    } else if (reading.misses) this.#repeatFacts(draft);
    else if (reading.stalls) draft.parts.push(this.#say('wait'));
    else draft.parts.push(this.#say('nudge', { request }));
  }

  #repeatFacts(draft: Draft): void {
    const told = this.#setting.user.facts.filter(({ id, tell }) => this.#told.has(id) && tell !== 'never').slice(0, 3);
    for (const fact of told) this.#tell(fact, draft);
    if (told.length === 0) draft.parts.push(this.#say('nudge', { request: this.#request }));
  }

  /** A question it cannot map: its own mistake, fatal once the conversation no longer moves. */
  #noteUnmapped(reading: TurnReading, draft: Draft): void {
    const lost = draft.parts.length === 0 && !this.#paced;
    this.#lost = { inARow: lost ? this.#lost.inARow + 1 : 0, inAll: this.#lost.inAll + 1 };
    const fatal = lost && (this.#lost.inARow >= 2 || this.#lost.inAll >= 3);
    this.#mistake('unmapped-question', `could not map: ${brief(reading.unmapped.join(' '))}`, fatal);
    if (draft.parts.length === 0) draft.parts.push(this.#say('cannot-answer'));
    if (fatal) draft.leaves = 'gave-up';
  }

  #digress(draft: Draft): void {
    if (draft.parts.length > 1) return;
    draft.helped = true;
    draft.parts.push(this.#say('by-the-way', { say: this.#digression() }));
  }

  #digression(): string {
    const own = this.#setting.user.digressions;
    const at = this.#digressed++;
    if (at < own.length) return own[at] ?? '';
    const offset = deriveSeed(this.#setting.seed, 'small-talk');
    return smallTalk[(offset + at) % smallTalk.length] ?? '';
  }

  #losePatience(draft: Draft): void {
    const { patience } = this.#setting.persona;
    this.#unhelped = draft.helped || this.#paced ? 0 : this.#unhelped + 1;
    if (draft.leaves !== null || draft.saysYes) return;
    if (this.#unhelped >= 2 * patience) {
      draft.parts.splice(0, draft.parts.length, this.#say('gives-up'));
      draft.leaves = 'gave-up';
    } else if (this.#unhelped === patience) draft.parts.unshift(this.#say('complaint'));
  }

  #fact(id: string | null): Fact | undefined {
    return id === null ? undefined : this.#setting.user.facts.find((fact) => fact.id === id);
  }

  #mistake(code: UserMistake['code'], message: string, fatal: boolean): void {
    this.#mistakes.push({ code, message, turn: this.#turn, fatal });
  }

  #move(draft: Draft, settled: readonly string[]): UserMove {
    const mistakes = this.#mistakes;
    this.#mistakes = [];
    return {
      text: draft.parts.join(' '),
      leaves: draft.leaves,
      confusions: this.#confusions.take(),
      settled,
      mistakes,
      usage: null,
      costUsd: null,
    };
  }
}

function slotsOf(fact: Fact): { label: string; Label: string; value: string } {
  const { label } = fact;
  return { label, Label: label.charAt(0).toUpperCase() + label.slice(1), value: String(fact.value) };
}

function brief(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

import type { Fact } from '#schema';
import { fillValues, placeholdersIn } from '../understand/goal.ts';
import { readTurn } from '../understand/read-turn.ts';
import type { Proposal, TurnReading } from '../understand/turn-reading.ts';
import type { AgentTurnSeen, UserMove, UserSession } from '../user.ts';
import { ConfusionLog } from './confusion-log.ts';
import { confusionPlan, isAboutFact } from './confusion-plan.ts';
import { Disclosure } from './disclosure.ts';
import type { Draft } from './draft.ts';
import { MistakeLog } from './mistake-log.ts';
import { type PacePlan, pacePlan } from './pace-plan.ts';
import { newPursuit, type Pursuit } from './pursuit.ts';
import type { RuleSetting } from './rule-setting.ts';
import { Temper } from './temper.ts';
import { aside, Voice } from './voice.ts';

/**
 * One conversation of a rule-driven user. Each turn: put right what was said wrongly, close what is done, leave if nothing is left; else answer what
 * was asked, judge what was proposed, put in confusions that are due, and lose patience when nothing of it helped.
 */
export class RuleSession implements UserSession {
  readonly #setting: RuleSetting;
  readonly #pace: PacePlan;
  readonly #voice: Voice;
  readonly #disclosure: Disclosure;
  readonly #confusions: ConfusionLog;
  readonly #temper: Temper;
  readonly #answered = new Set<string>();
  readonly #mistakes = new MistakeLog();
  #turn = 0;
  /** Index of the agenda item at hand; the agenda's length when all are closed. */
  #at = 0;
  #pursuit: Pursuit;
  #declined = false;
  /** Whether the item before was refused. */
  #refused = false;
  #refusedHandOver = false;
  #comesBack = false;

  constructor(setting: RuleSetting) {
    const { user, persona, plannedTurns, seed } = setting;
    this.#setting = setting;
    this.#pace = pacePlan(user, plannedTurns);
    this.#voice = new Voice(persona, seed, user.digressions);
    this.#disclosure = new Disclosure(user, this.#pace);
    this.#confusions = new ConfusionLog(confusionPlan(user, persona, seed));
    this.#temper = new Temper(persona.patience);
    this.#pursuit = newPursuit(this.#setting.persona.insists);
  }

  async next(seen: AgentTurnSeen | null, signal: AbortSignal): Promise<UserMove> {
    signal.throwIfAborted();
    this.#voice.begin(++this.#turn);
    const draft: Draft = { parts: [], helped: false, saysYes: false, leaves: null };
    if (seen === null) {
      this.#open(draft);
      return this.#move(draft, []);
    }
    const reading = readTurn(this.#setting.goal, seen.text, this.#item?.id ?? null);
    const corrects = this.#putRight(draft);
    if (!corrects) this.#closeDone(reading, draft);
    const settled = this.#confusions.settle(seen.text, reading, draft.helped && this.#item === undefined);
    if (!this.#leave(reading, draft)) this.#answer(reading, draft, corrects);
    return this.#move(draft, settled);
  }

  get #item() {
    return this.#setting.user.agenda[this.#at];
  }

  /** What the item at hand asks for, with placeholders. */
  get #wish(): string {
    const item = this.#item;
    return (this.#pursuit.instead ? item?.orElse : item?.say) ?? '';
  }

  get #request(): string {
    return fillValues(this.#wish, this.#setting.user.facts);
  }

  /** Whether the conversation is still to be drawn out. */
  get #paced(): boolean {
    return this.#turn < this.#pace.until;
  }

  #open(draft: Draft): void {
    const { persona, user } = this.#setting;
    draft.helped = true;
    if (persona.verbosity !== 'terse') draft.parts.push(this.#voice.say('greeting'));
    this.#makeRequest(draft, null);
    for (const fact of user.facts)
      if (fact.tell === 'opening' || (persona.volunteers && fact.tell === 'when-asked')) this.#tell(fact, draft);
    this.#confuse(draft);
  }

  /** Says what the item at hand asks for; facts in it count as told. */
  #makeRequest(draft: Draft, phrasing: 'next' | 'nudge' | null): void {
    const request = this.#request;
    this.#pursuit.requested = true;
    this.#disclosure.note(...placeholdersIn(this.#wish));
    draft.parts.push(phrasing === null ? request : this.#voice.say(phrasing, { request }));
  }

  /** Puts right what was said wrongly a turn before. */
  #putRight(draft: Draft): boolean {
    const open = this.#confusions.open();
    if (open === null) return false;
    const fact = this.#disclosure.fact(open.fact);
    if (fact !== undefined) draft.parts.push(this.#voice.about('late-correction', fact, { wrong: open.wrong ?? '' }));
    this.#confusions.putRight();
    draft.helped = true;
    return true;
  }

  /** Closes items that the agent says are done. */
  #closeDone(reading: TurnReading, draft: Draft): void {
    while (this.#item !== undefined && this.#pursuit.requested && this.#isDone(reading)) {
      this.#close(false);
      draft.helped = true;
    }
  }

  #isDone(reading: TurnReading): boolean {
    const item = this.#item;
    if (item === undefined) return false;
    if (reading.done.includes(item.id)) return true;
    return reading.claimsDone && (item.doneWhen.length === 0 || this.#pursuit.askedWhetherDone);
  }

  #close(refused: boolean): void {
    this.#at++;
    this.#refused = refused;
    this.#declined ||= refused;
    this.#pursuit = newPursuit(this.#setting.persona.insists);
  }

  /** Leaves where a person takes over, or nothing is left to want and the conversation is long enough. */
  #leave(reading: TurnReading, draft: Draft): boolean {
    if (draft.parts.length > 0) return false;
    const wants = this.#item !== undefined;
    if (wants && reading.handsOver && reading.proposal === null) {
      draft.parts.push(this.#voice.say('hand-over-accepted'));
      draft.leaves = 'declined';
    } else if (!wants && !this.#paced) {
      draft.parts.push(this.#voice.say(this.#declined ? 'accepts-no' : 'thanks'));
      draft.leaves = this.#declined ? 'declined' : 'satisfied';
    }
    return draft.leaves !== null;
  }

  #answer(reading: TurnReading, draft: Draft, corrects: boolean): void {
    const comesBack = this.#comesBack;
    if (!corrects && !comesBack && this.#switchTopic(reading, draft)) return;
    this.#comesBack = false;
    const knew = this.#pursuit.requested;
    this.#tellAsked(reading, draft);
    this.#goOn(reading, draft);
    // What was only requested now cannot have been declined.
    if (reading.declines && knew) this.#hearNo(reading, draft);
    else if (reading.proposal !== null && !corrects) this.#judge(reading.proposal, draft);
    if (reading.asksOpenly && draft.parts.length === 0 && this.#pursuit.requested) {
      draft.helped = !this.#pursuit.repeated;
      this.#pursuit.repeated = true;
      this.#makeRequest(draft, null);
    }
    // A yes stands alone, so that nothing else can be taken for what it is to.
    if (comesBack && !draft.saysYes) draft.parts.unshift(this.#voice.say('topic-back', { request: this.#request }));
    this.#confuse(draft);
    if (draft.leaves === null) this.#fillSilence(reading, draft);
    this.#losePatience(draft, comesBack);
  }

  /** Answers questions about facts, and those with prepared answers. */
  #tellAsked({ asked, answers }: TurnReading, draft: Draft): void {
    this.#disclosure.await(asked);
    for (const fact of this.#disclosure.takeDue(this.#turn)) this.#tell(fact, draft);
    if (this.#disclosure.isAwaited(asked)) {
      draft.parts.push(this.#voice.say('look-up'));
      draft.helped = true;
    }
    for (const text of answers) {
      draft.parts.push(fillValues(text, this.#setting.user.facts));
      draft.helped ||= !this.#answered.has(text);
      this.#answered.add(text);
    }
  }

  /** Volunteers what is due, makes the next request, and comes back to what it put on hold. */
  #goOn(reading: TurnReading, draft: Draft): void {
    for (const fact of this.#disclosure.volunteered(this.#turn)) this.#tell(fact, draft);
    const item = this.#item;
    if (item === undefined || !this.#disclosure.isDue(item.id, this.#turn)) return;
    const resumes = this.#pursuit.onHold && this.#turn >= this.#pace.until - 2 && !reading.proposal;
    if (resumes) draft.parts.push(this.#voice.say('resume', { request: this.#request }));
    else if (!this.#pursuit.requested) this.#makeRequest(draft, this.#refused ? null : 'next');
    else return;
    this.#pursuit.onHold = false;
    draft.helped = true;
  }

  #tell(fact: Fact, draft: Draft): void {
    if (!this.#disclosure.isDue(fact.id, this.#turn)) return;
    const again = this.#disclosure.isTold(fact.id);
    if (fact.tell === 'never') draft.parts.push(this.#voice.about('does-not-know', fact));
    else if (this.#tellConfused(fact, draft)) return;
    else draft.parts.push(this.#voice.tell(fact, again));
    draft.helped = this.#disclosure.note(fact.id) || draft.helped;
  }

  /** Tells a fact through a confusion that is due; a vague one tells nothing. */
  #tellConfused(fact: Fact, draft: Draft): boolean {
    const plan = this.#confusions.due(this.#turn, (one) => one.fact === fact.id);
    if (plan === null) return false;
    draft.parts.push(...this.#voice.confuse(plan.operator, fact, plan.wrong ?? ''));
    this.#confusions.put(plan, String(fact.value), plan.operator !== 'late-correction');
    if (plan.operator !== 'vague-pronoun') this.#disclosure.note(fact.id);
    draft.helped = true;
    return true;
  }

  /** Puts in a confusion that is due: about a fact that was told already, or about none. */
  #confuse(draft: Draft): void {
    if (draft.leaves !== null || this.#item === undefined) return;
    // Beside a yes only impatience leaves no doubt what the yes is to.
    const plan = this.#confusions.due(this.#turn, ({ operator, fact }) => {
      if (operator === 'topic-switch') return false;
      if (operator === 'impatience') return true;
      return !draft.saysYes && (!isAboutFact(operator) || this.#disclosure.isTold(fact ?? ''));
    });
    const fact = this.#disclosure.fact(plan?.fact ?? null);
    if (fact !== undefined) this.#tellConfused(fact, draft);
    if (plan === null || fact !== undefined) return;
    const say = plan.say === null ? this.#voice.digression() : aside(plan.say);
    draft.parts.push(this.#voice.say(plan.operator === 'never-mind' ? 'never-mind' : 'impatience', { say }));
    draft.helped = true;
    this.#confusions.put(plan, null, true);
  }

  /** Asks something else instead of answering; what was asked waits for the next turn. */
  #switchTopic(reading: TurnReading, draft: Draft): boolean {
    const plan = this.#confusions.due(this.#turn, ({ operator }) => operator === 'topic-switch');
    if (plan === null || this.#item === undefined || !this.#pursuit.requested) return false;
    this.#disclosure.await(reading.asked);
    const say = plan.say === null ? this.#voice.digression() : aside(plan.say);
    draft.parts.push(this.#voice.say('topic-switch', { say }));
    this.#comesBack = true;
    this.#confusions.put(plan, null, true);
    return true;
  }

  /** The agent declines: insist, ask for something else, or accept. */
  #hearNo(reading: TurnReading, draft: Draft): void {
    draft.helped = true;
    const orElse = this.#item?.orElse;
    if (this.#pursuit.insistsLeft > 0) {
      this.#pursuit.insistsLeft--;
      draft.parts.push(this.#voice.say('insist'));
    } else if (orElse !== undefined && !this.#pursuit.instead) {
      this.#pursuit.instead = true;
      this.#disclosure.note(...placeholdersIn(orElse));
      draft.parts.push(this.#voice.say('else-instead', { request: this.#request }));
    } else this.#acceptNo(reading, draft);
  }

  #acceptNo(reading: TurnReading, draft: Draft): void {
    this.#close(true);
    this.#goOn(reading, draft);
    if (this.#item !== undefined || this.#paced) return;
    draft.parts.push(this.#voice.say('accepts-no'));
    draft.leaves = 'declined';
  }

  /** Says yes or no to a proposal. */
  #judge(proposal: Proposal, draft: Draft): void {
    const fact = this.#disclosure.fact(proposal.conflict?.fact ?? null);
    if (proposal.conflict !== null && fact !== undefined) {
      draft.parts.push(this.#voice.about('no-wrong-value', fact, { wrong: proposal.conflict.value }));
      draft.helped = this.#disclosure.note(fact.id) || draft.helped;
    } else if (proposal.handOver) this.#judgeHandOver(draft);
    else if (this.#item === undefined || (!proposal.supported && !proposal.generic))
      draft.parts.push(this.#voice.say('no-not-wanted'));
    else if (proposal.choice !== 'none') this.#judgeChoice(proposal, draft);
    else if (this.#paced && this.#turn < this.#pace.until - 2) {
      draft.parts.push(this.#voice.say('hold-on'));
      draft.helped = true;
      this.#pursuit.onHold = true;
    } else this.#confirm(proposal, draft);
  }

  /** Two things offered, neither of them a fact's: it says again what it wants, which chooses one where only one speaks of it. */
  #judgeChoice({ choice, text }: Proposal, draft: Draft): void {
    const clear = choice === 'clear';
    if (!clear) this.#mistakes.note(this.#turn, 'unmapped-question', 'could not choose', text, false);
    draft.helped ||= clear && !this.#pursuit.repeated;
    this.#pursuit.repeated = true;
    draft.parts.push(clear ? this.#request : this.#voice.say('nudge', { request: this.#request }));
  }

  #judgeHandOver(draft: Draft): void {
    draft.saysYes = this.#refusedHandOver || this.#temper.isStrained;
    draft.helped ||= draft.saysYes ? !this.#pursuit.saidYes : !this.#refusedHandOver;
    draft.parts.push(this.#voice.say(draft.saysYes ? 'yes-hand-over' : 'no-hand-over'));
    this.#refusedHandOver = true;
    this.#pursuit.saidYes ||= draft.saysYes;
  }

  #confirm(proposal: Proposal, draft: Draft): void {
    if (!this.#setting.user.confirms) {
      draft.parts.push(this.#voice.say('no-leave-it'));
      this.#close(true);
      draft.helped = true;
      return;
    }
    if (!proposal.supported)
      this.#mistakes.note(
        this.#turn,
        'unsupported-answer',
        'said yes to what names nothing of its goal',
        proposal.text,
        false,
      );
    // First, so that an agent that looks at the beginning finds it.
    draft.parts.unshift(this.#voice.say('yes'));
    draft.helped ||= !this.#pursuit.saidYes;
    draft.saysYes = true;
    this.#pursuit.saidYes = true;
  }

  /** Says something where nothing of the above did. */
  #fillSilence(reading: TurnReading, draft: Draft): void {
    if (reading.unmapped.length > 0) this.#noteUnmapped(reading, draft);
    else this.#temper.understood();
    if (draft.leaves !== null) return;
    if (draft.parts.length === 0 && reading.unmapped.length === 0) this.#goOnAnyhow(reading, draft);
    if (this.#paced && !draft.saysYes && this.#confusions.open() === null && draft.parts.length < 2) {
      draft.helped = true;
      draft.parts.push(this.#voice.say('by-the-way', { say: this.#voice.digression() }));
    }
    if (draft.parts.length === 0) draft.parts.push(this.#voice.say('wait'));
  }

  #goOnAnyhow(reading: TurnReading, draft: Draft): void {
    if (this.#item === undefined || (this.#paced && !reading.empty)) return;
    const request = this.#request;
    if (reading.empty) draft.parts.push(this.#voice.say('not-understood', { request }));
    else if (reading.claimsDone) {
      draft.helped = !this.#pursuit.askedWhetherDone;
      this.#pursuit.askedWhetherDone = true;
      draft.parts.push(this.#voice.say('ask-whether-done', { request }));
    } else if (reading.misses || reading.asksAgain) this.#repeatFacts(draft);
    else if (reading.stalls) draft.parts.push(this.#voice.say('wait'));
    else draft.parts.push(this.#voice.say('nudge', { request }));
  }

  #repeatFacts(draft: Draft): void {
    const facts = this.#disclosure.repeated();
    for (const fact of facts) this.#tell(fact, draft);
    if (facts.length === 0) draft.parts.push(this.#voice.say('nudge', { request: this.#request }));
  }

  /** A question it cannot map: its own mistake, fatal once the conversation no longer moves. */
  #noteUnmapped(reading: TurnReading, draft: Draft): void {
    const fatal = this.#temper.notUnderstood(draft.parts.length === 0 && !this.#paced);
    this.#mistakes.note(this.#turn, 'unmapped-question', 'could not map', reading.unmapped.join(' '), fatal);
    const request = this.#request;
    if (draft.parts.length === 0) draft.parts.push(this.#voice.say('cannot-answer', { request }));
    if (fatal) draft.leaves = 'gave-up';
  }

  #losePatience(draft: Draft, comesBack: boolean): void {
    const mood = this.#temper.turn(draft.helped || this.#paced || comesBack);
    if (draft.leaves !== null || mood === 'fine') return;
    if (mood === 'leaves') {
      // Instead of all else, a yes among it.
      draft.parts.splice(0, draft.parts.length, this.#voice.say('gives-up'));
      draft.leaves = 'gave-up';
    } else if (!draft.saysYes) draft.parts.unshift(this.#voice.say('complaint'));
  }

  #move(draft: Draft, settled: readonly string[]): UserMove {
    const chats = this.#setting.persona.verbosity === 'chatty' && draft.leaves === null && !draft.saysYes;
    if (chats) draft.parts.push(this.#voice.say('chat'));
    return {
      text: draft.parts.join(' '),
      leaves: draft.leaves,
      confusions: this.#confusions.take(),
      settled,
      mistakes: this.#mistakes.take(),
      usage: null,
      costUsd: null,
    };
  }
}

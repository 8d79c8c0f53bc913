import type { AgentSession } from '#agents';
import { sumKnown, type UserReport } from '#schema';
import type { UserMove, UserSession } from '#users';
import type { Clock } from './clock.ts';
import { ConfusionLedger } from './confusion-ledger.ts';
import type { EffectiveLimits } from './effective-limits.ts';
import type { TrialPhase } from './ending-of-error.ts';
import type { LimitWatch } from './limit-watch.ts';
import type { TrialRecorder } from './trial-recorder.ts';
import { atLimit, ended, lostTo, type TrialEnding, TrialStop } from './trial-stop.ts';
import { untilAborted } from './until-aborted.ts';

/** What a conversation needs. */
export interface ConversationParts {
  readonly user: UserSession;
  readonly userCallsModel: boolean;
  readonly agent: AgentSession;
  readonly recorder: TrialRecorder;
  readonly limits: EffectiveLimits;
  readonly watch: LimitWatch;
  readonly clock: Clock;
  /** Aborts when the trial is over, whatever the reason. */
  readonly over: AbortSignal;
}

/** One conversation: user moves and agent replies in turn, until somebody leaves or something ends it. */
export class Conversation {
  readonly confusions = new ConfusionLedger();
  /** Who is at work; tells whose fault a late moment is. */
  phase: TrialPhase = 'user';
  userTurns = 0;
  readonly #parts: ConversationParts;
  readonly #mistakes: UserReport['mistakes'] = [];
  readonly #userCosts: (number | null)[] = [];

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /**
   * Plays to the end.
   *
   * @throws TrialStop, AgentFailure, UserFailure, and whatever a defective port throws
   */
  async play(): Promise<TrialEnding> {
    let heard: string | null = null;
    for (;;) {
      const move = await this.#userMoves(heard);
      const fatal = move.mistakes.find((mistake) => mistake.fatal);
      if (fatal !== undefined) return lostTo('user-simulator', fatal.code, fatal.message.slice(0, 2000));
      if (move.leaves !== null || move.text === null) return ended('user-ended', move.leaves);
      const reply = await this.#agentReplies(move.text);
      if (reply.ended) {
        await this.#lastLook(reply.text);
        return ended('agent-ended');
      }
      heard = reply.text;
    }
  }

  userReport(): UserReport {
    return { turns: this.userTurns, mistakes: this.#mistakes };
  }

  /** What the user's model cost; 0 for users that call none, null when a move does not tell. */
  userCostUsd(): number | null {
    return this.#parts.userCallsModel ? sumKnown(this.#userCosts) : 0;
  }

  async #userMoves(heard: string | null): Promise<UserMove> {
    const { recorder, clock } = this.#parts;
    const startedMs = clock.elapsedMs();
    const move = await this.#ask(heard);
    this.#settle(move);
    const step = recorder.userTurn(move, Math.max(0, clock.elapsedMs() - startedMs));
    if (step !== null) this.userTurns++;
    this.#mistakes.push(...move.mistakes);
    this.confusions.put(move.confusions, { turn: this.userTurns, step, calls: recorder.agentCalls });
    return move;
  }

  async #ask(heard: string | null): Promise<UserMove> {
    const { user, over } = this.#parts;
    this.phase = 'user';
    const move = await untilAborted(user.next(heard === null ? null : { text: heard }, over), over);
    this.#userCosts.push(move.costUsd);
    return move;
  }

  async #agentReplies(text: string): Promise<{ readonly text: string; readonly ended: boolean }> {
    const { agent, recorder, limits, watch, clock, over } = this.#parts;
    this.phase = 'agent';
    watch.beforeReply(this.userTurns);
    over.throwIfAborted();
    const startedMs = clock.elapsedMs();
    const patience = new AbortController();
    const stop = (): void => patience.abort(over.reason);
    over.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(
      () => patience.abort(new TrialStop(atLimit('time', 'reply-timeout'))),
      limits.replyTimeoutMs,
    );
    try {
      const reply = await untilAborted(agent.reply(text, patience.signal), patience.signal);
      recorder.reply(reply, Math.max(0, clock.elapsedMs() - startedMs));
      over.throwIfAborted();
      return reply;
    } finally {
      clearTimeout(timer);
      over.removeEventListener('abort', stop);
    }
  }

  #settle({ settled }: UserMove): void {
    this.confusions.settle(settled, { answeredTurn: this.userTurns, calls: this.#parts.recorder.agentCalls });
  }

  // The agent ended the conversation, but its last words may have settled a confusion. Nothing else of this move counts.
  async #lastLook(text: string): Promise<void> {
    if (!this.confusions.open) return;
    const move = await this.#ask(text).catch(() => null);
    if (move !== null) this.#settle(move);
  }
}

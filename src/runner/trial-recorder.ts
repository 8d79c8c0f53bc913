import type { AgentDecision, AgentRecord, ForeignCall } from '#agents';
import type { Json } from '#base';
import type { Step, ToolCall, ToolEffect, Trajectory, Usage } from '#schema';
import { sumKnown, sumUsage, unknownUsage } from '#schema';
import type { UserMove } from '#users';
import type { ToolRequest, ToolResult } from '#worlds';
import type { Clock } from './clock.ts';
import { jsonCopy } from './json-copy.ts';

/** A tool call that has begun and not ended. */
export interface OpenCall {
  /** @param faults ids of the fault marks that landed on it */
  end(result: ToolResult, faults: readonly string[]): void;
  /** The way to the tool broke: no answer came. */
  broke(faults: readonly string[]): void;
}

/** Called after everything that is recorded of the agent, so that limits can be held. */
export interface RecordWatch {
  /** The agent made a decision; `yields` when it is the one that ends its turn. */
  decided(yields: boolean): void;
  toolFailed(): void;
  /** The record has become longer than any honest trial. */
  flooded(): void;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** An agent that says more than this in one trial floods it: steps, and characters over all steps. */
const mostSteps = 20_000;
const mostChars = 64 * 1024 * 1024;

const bare = { source: null, extra: null } as const;

/**
 * Writes down one trial as it happens. The agent's adapter reports through it, and so does the recording tool box.
 *
 * Calls that come without a decision reported before them get one: the agent did decide to call, its adapter only cannot see it. Calls that
 * run side by side share it. Usage of such a decision is not known and not asked for; the reply that ends the turn carries what there is.
 */
export class TrialRecorder implements AgentRecord {
  readonly steps: Step[] = [];
  readonly servedModels = new Set<string>();
  agentDecisions = 0;
  agentCalls = 0;
  toolErrors = 0;
  readonly #clock: Clock;
  readonly #watch: RecordWatch;
  readonly #usages: Usage[] = [];
  readonly #costs: (number | null)[] = [];
  #chars = 0;
  #closed = false;
  /** Calls that the last reported decision asked for and that have not come yet. */
  #announced = 0;
  /** Calls under way that belong to a decision nobody reported. */
  #unannounced = 0;

  constructor(clock: Clock, watch: RecordWatch) {
    this.#clock = clock;
    this.#watch = watch;
  }

  instruction(text: string): void {
    this.#push({ kind: 'instruction', ...this.#stamp(), content: text }, text.length);
  }

  /** What the user said; gives the step. Nothing is written for a user who leaves without a word. */
  userTurn(move: UserMove, durationMs: number): number | null {
    if (move.text === null) return null;
    const { usage, costUsd } = move;
    return this.#push(
      { kind: 'user', ...this.#stamp(), durationMs, content: move.text, usage, costUsd },
      move.text.length,
    );
  }

  decision(decision: AgentDecision): void {
    this.#announced = decision.toolCalls;
    this.#agentTurn(decision, false);
  }

  /** The decision that yields the turn. */
  reply(decision: AgentDecision, durationMs: number): void {
    this.#announced = 0;
    this.#agentTurn({ durationMs, ...decision }, true);
  }

  foreignCall(call: ForeignCall): void {
    const { name, callId, result, isError, durationMs } = call;
    this.#decideUnlessAnnounced();
    const given = jsonCopy(call.arguments);
    this.#push(
      {
        ...this.#callStep(name, given?.value ?? null, given === null, callId ?? null, null),
        result,
        isError,
        durationMs: durationMs ?? null,
        extra: { foreign: true },
      },
      (result?.length ?? 0) + sizeOf(given?.value ?? null),
    );
    if (isError === true) this.#failed();
  }

  event(name: string, value: Json): void {
    const copy = jsonCopy(value)?.value ?? null;
    this.#push({ kind: 'event', ...this.#stamp(), name, value: copy }, sizeOf(copy));
  }

  /** A call through the tool box has begun. */
  beginCall(request: ToolRequest, effect: ToolEffect | null): OpenCall {
    const announced = this.#decideUnlessAnnounced();
    if (!announced) this.#unannounced++;
    const startedMs = this.#clock.elapsedMs();
    const malformed = request.argumentsMalformed === true;
    const step = this.#callStep(request.name, request.arguments, malformed, request.callId ?? null, effect);
    this.#push(step, sizeOf(request.arguments));
    const close = (result: string | null, isError: boolean, faults: readonly string[]): void => {
      if (this.#closed) return;
      step.faults = [...faults];
      step.result = result;
      step.isError = isError;
      step.durationMs = Math.max(0, this.#clock.elapsedMs() - startedMs);
      this.#grow(result?.length ?? 0);
      if (!announced) this.#unannounced = Math.max(0, this.#unannounced - 1);
      if (isError) this.#failed();
    };
    return {
      end: ({ text, isError }, faults) => close(text, isError, faults),
      broke: (faults) => close(null, true, faults),
    };
  }

  /** The agent's own usage: unknown as soon as one of its reported decisions tells none. */
  usage(): Usage {
    return sumUsage(this.#usages);
  }

  /** What the agent's reported decisions cost together, in US dollars; null when one does not tell. */
  costUsd(): number | null {
    return sumKnown(this.#costs);
  }

  /** All that was written down. Closes the record: what an adapter that was left behind reports later changes nothing. */
  close(): Trajectory {
    this.#closed = true;
    return { schemaVersion: 1, timeZoneAssumed: false, complete: true, steps: this.steps };
  }

  #agentTurn(decision: AgentDecision, yields: boolean): void {
    if (this.#closed) return;
    const { text, toolCalls, model, finishReason, usage, costUsd, durationMs, extra } = decision;
    this.agentDecisions++;
    this.#unannounced = 0;
    this.#usages.push(usage ?? unknownUsage);
    this.#costs.push(costUsd ?? null);
    if (model !== undefined) this.servedModels.add(model);
    this.#push(
      {
        kind: 'agent',
        ...this.#stamp(),
        durationMs: durationMs ?? null,
        extra: extra === undefined ? null : ((jsonCopy(extra)?.value ?? null) as Record<string, Json> | null),
        content: text,
        agent: null,
        model: model ?? null,
        toolCalls,
        finishReason: finishReason ?? null,
        usage: usage ?? null,
        costUsd: costUsd ?? null,
      },
      text?.length ?? 0,
    );
    this.#watch.decided(yields);
  }

  /** Takes one call off those announced, or writes a decision for it. Gives whether it was announced. */
  #decideUnlessAnnounced(): boolean {
    this.agentCalls++;
    if (this.#announced > 0) {
      this.#announced--;
      return true;
    }
    if (this.#unannounced > 0) this.#addToLastDecision();
    else this.#pushDecision();
    return false;
  }

  #pushDecision(): void {
    this.agentDecisions++;
    this.#push(
      {
        kind: 'agent',
        ...this.#stamp(),
        extra: { inferred: true },
        content: null,
        agent: null,
        model: null,
        toolCalls: 1,
        finishReason: null,
        usage: null,
        costUsd: null,
      },
      0,
    );
    this.#watch.decided(false);
  }

  #addToLastDecision(): void {
    const last = this.steps.findLast((step) => step.kind === 'agent');
    if (last !== undefined) (last as Mutable<typeof last>).toolCalls++;
  }

  #callStep(
    name: string,
    given: Json,
    argumentsMalformed: boolean,
    callId: string | null,
    effect: ToolEffect | null,
  ): Mutable<ToolCall> {
    return {
      kind: 'tool',
      ...this.#stamp(),
      callId,
      name,
      arguments: given,
      argumentsMalformed,
      caller: 'agent',
      agent: null,
      result: null,
      isError: null,
      effect,
      faults: [],
    };
  }

  #failed(): void {
    this.toolErrors++;
    this.#watch.toolFailed();
  }

  #stamp(): typeof bare & { readonly at: string; readonly durationMs: null } {
    return { at: this.#clock.now().toISOString(), durationMs: null, ...bare };
  }

  #push(step: Step, chars: number): number {
    if (this.#closed) return this.steps.length - 1;
    this.steps.push(step);
    this.#grow(chars);
    return this.steps.length - 1;
  }

  #grow(chars: number): void {
    this.#chars += chars;
    if (this.steps.length > mostSteps || this.#chars > mostChars) this.#watch.flooded();
  }
}

/** About how many characters a value takes; exact for text, which is what floods. */
function sizeOf(value: Json): number {
  if (typeof value === 'string') return value.length;
  return value === null ? 4 : JSON.stringify(value).length;
}

import { digestBytes, type Json } from '#base';
import type { Fault, Usage } from '#schema';
import type { SeamClock } from './clock.ts';
import { type Answer, type Mutation, mutateAnswer, type Unrealised } from './mutate/mutate-answer.ts';
import type { TrialMemory } from './mutate/trial-memory.ts';
import type { IdentifiedCall } from './plan/call-identity.ts';
import type { PlannedFault } from './plan/fault-decider.ts';
import type { SeamBody, SeamEvent, SeamEventOf } from './record/seam-event.ts';

/** What a call needs of its trial. */
export interface OpenCallSurroundings {
  readonly clock: SeamClock;
  readonly memory: TrialMemory;
  append(event: SeamEvent): void;
  /** Where the other side's answer came from: a recording may stand in its place. */
  sourceOf(call: IdentifiedCall): SeamEventOf<'reply'>['source'];
  /** Gives a fault back to the budget. */
  unrealised(fault: PlannedFault): void;
}

/** How a call ended; what is left out is unknown or was not there. */
export interface CallEnd {
  readonly source: SeamEventOf<'reply'>['source'];
  readonly outcome: SeamEventOf<'reply'>['outcome'];
  readonly delivered: boolean;
  readonly status?: number;
  readonly body?: string;
  readonly truth?: string;
  readonly model?: string | null;
  readonly usage?: Usage | null;
  readonly costUsd?: number | null;
  readonly firstByteMs?: number;
  readonly chunks?: readonly (readonly [number, number])[];
}

/** What a fault did to the answer. */
export interface FaultTrace {
  readonly mutation?: Mutation;
  /** The true answer and the one made of it, as text. */
  readonly before?: string;
  readonly after?: string;
}

/** A call under way: its identity, the fault planned for it, and the writing of what becomes of both. Each is written once. */
export class OpenCall {
  readonly id: string;
  readonly call: IdentifiedCall;
  /** The fault that is to happen; null for none. */
  readonly fault: PlannedFault | null;
  readonly #around: OpenCallSurroundings;
  #openedMs = 0;
  #faultWritten = false;
  #faultUnrealised = false;
  #ended = false;

  constructor(id: string, call: IdentifiedCall, fault: PlannedFault | null, around: OpenCallSurroundings) {
    this.id = id;
    this.call = call;
    this.fault = fault;
    this.#around = around;
  }

  get clock(): SeamClock {
    return this.#around.clock;
  }

  /** Milliseconds since the call arrived. */
  get elapsedMs(): number {
    return this.clock.ms() - this.#openedMs;
  }

  /** The id of the fault planned for this call; null for none. */
  get faultId(): string | null {
    return this.fault === null ? null : `${this.fault.rule.id}@${this.id}`;
  }

  /** Whether the planned fault turned out to be impossible. */
  get faultUnrealised(): boolean {
    return this.#faultUnrealised;
  }

  /** The planned fault's kind with its parameters, if it acts in this phase; null otherwise. */
  faultIn(phase: 'pre' | 'post'): Fault | null {
    return this.fault?.phase === phase ? this.fault.rule.fault : null;
  }

  writeCall(parent: string | null): void {
    this.#openedMs = this.clock.ms();
    const { carrier, server, tool, argumentsDigest, intent, occurrence, n } = this.call;
    this.#around.append({
      kind: 'call',
      id: this.id,
      carrier,
      server,
      operation: tool,
      arguments: this.call.arguments,
      argumentsBlob: null,
      argumentsDigest,
      intent,
      occurrence,
      n,
      parent,
      redacted: false,
      ms: this.#openedMs,
    });
  }

  /** Finds how the planned fault changes a true, successful answer, and keeps the answer in mind for later calls. */
  mutate(answer: Answer, accepts: (value: Json) => boolean): Mutation | Unrealised {
    const { memory } = this.#around;
    const earlier = memory.earlier(this.call);
    memory.remember(this.call, answer);
    if (this.fault === null) return 'nothing-to-change';
    const { rule, draw } = this.fault;
    return mutateAnswer(answer, rule.fault, { draw, earlier, accepts, isRare: (value) => memory.isRare(value) });
  }

  /** Keeps a true answer in mind that no fault changes; not taken apart where the plan has no use for it. */
  remember(answer: () => Answer): void {
    const { memory } = this.#around;
    if (memory.keeps) memory.remember(this.call, answer());
  }

  /** Writes down that the planned fault was carried out. Call it before the answer, or its absence, takes effect. */
  realised(trace: FaultTrace = {}): void {
    this.#writeFault(null, trace);
  }

  /** Writes down that the planned fault could not be carried out, and gives it back to the budget. */
  unrealised(reason: string): void {
    if (this.fault === null || this.#faultWritten) return;
    this.#faultUnrealised = true;
    this.#around.unrealised(this.fault);
    this.#writeFault(reason, {});
  }

  note(name: string, value: Json = null): void {
    this.#around.append({ kind: 'note', name, call: this.id, value, ms: this.clock.ms() });
  }

  /** Writes down how the call ended. Only the first end counts: a client that went away is not reached by what comes later. */
  end(end: CallEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.unrealised('no-occasion');
    this.#around.append({
      kind: 'reply',
      call: this.id,
      source: end.source === 'live' ? this.#around.sourceOf(this.call) : end.source,
      outcome: end.outcome,
      status: end.status ?? null,
      body: bodyOf(end.body),
      truth: bodyOf(end.truth),
      model: end.model ?? null,
      usage: end.usage ?? null,
      costUsd: end.costUsd ?? null,
      firstByteMs: end.firstByteMs ?? null,
      chunks: end.chunks?.map(([ms, bytes]) => [ms, bytes]) ?? null,
      delivered: end.delivered,
      redacted: false,
      ms: this.clock.ms(),
    });
  }

  #writeFault(unrealised: string | null, { mutation, before, after }: FaultTrace): void {
    const { fault, faultId } = this;
    if (fault === null || faultId === null || this.#faultWritten) return;
    this.#faultWritten = true;
    this.#around.append({
      kind: 'fault',
      id: faultId,
      rule: fault.rule.id,
      call: this.id,
      fault: fault.rule.fault.kind,
      phase: fault.phase,
      surface: fault.surface,
      repeated: fault.repeated,
      unrealised,
      patch: mutation === undefined ? null : [...mutation.patch],
      undo: mutation === undefined ? null : [...mutation.undo],
      before: before === undefined ? null : digestBytes(before),
      after: after === undefined ? null : digestBytes(after),
      ambiguous: mutation?.ambiguous ?? false,
      ms: this.clock.ms(),
    });
  }
}

function bodyOf(text: string | undefined): SeamBody | null {
  return text === undefined ? null : { text };
}

import type { Digest } from '#base';
import type { FaultPlan, FaultRule } from '#schema';
import type { SeamClock } from './clock.ts';
import { TrialMemory } from './mutate/trial-memory.ts';
import { OpenCall } from './open-call.ts';
import { CallCounter, type IdentifiedCall, type SeamCall } from './plan/call-identity.ts';
import { FaultDecider, type PlannedFault } from './plan/fault-decider.ts';
import { fitsPattern } from './plan/fits-pattern.ts';
import type { SeamEvent, SeamEventOf } from './record/seam-event.ts';
import type { SeamRecord } from './record/seam-record.ts';
import { seamRecordVersion } from './record/seam-record-version.ts';

/** What a seam is told of the trial it serves. */
export interface TrialSeamOptions {
  readonly run: string;
  /** Identifies the trial within the run; part of every fault's key. Arms of a comparison that shall meet the same faults use the same one. */
  readonly trial: string;
  readonly scenario?: string;
  /** The server, for a process that serves one alone. */
  readonly server?: string;
  readonly plan: { readonly plan: FaultPlan; readonly digest: Digest } | null;
  readonly record: SeamRecord;
  readonly clock: SeamClock;
  /** Of seatrial, for the record. */
  readonly seamVersion: string;
  /** Where the other side's answer to a call came from, for servers that a recording may stand for; `live` when left out. */
  sourceOf?(call: IdentifiedCall): SeamEventOf<'reply'>['source'];
}

/** How a call is taken up. */
export interface OpenOptions {
  /** The call that this one continues. */
  readonly parent?: string;
  /** False for protocol traffic that is recorded and never broken. */
  readonly faults?: boolean;
  /** False where the server is no sandbox, so that nothing is delivered twice on purpose. */
  readonly duplicates?: boolean;
}

interface TrialDecision {
  readonly fault: PlannedFault | null;
  readonly suppressed: readonly { readonly rule: string; readonly reason: SeamEventOf<'suppressed'>['reason'] }[];
}

/** One trial at a seam: identifies its calls, decides their faults, writes its record. All servers of a trial share one. */
export class TrialSeam {
  readonly clock: SeamClock;
  readonly memory: TrialMemory;
  readonly #record: SeamRecord;
  readonly #counter: CallCounter;
  readonly #decider: FaultDecider | null;
  readonly #prefix: string;
  readonly #silent: readonly FaultRule[];
  readonly #sourceOf: NonNullable<TrialSeamOptions['sourceOf']>;
  #ended = false;

  constructor(options: TrialSeamOptions) {
    const { plan, trial, record, clock } = options;
    this.clock = clock;
    this.memory = new TrialMemory(plan?.plan ?? null);
    this.#record = record;
    this.#counter = new CallCounter(plan?.plan.volatile);
    this.#decider = plan === null ? null : new FaultDecider(plan.plan, trial);
    this.#prefix = options.server === undefined ? '' : `${options.server}:`;
    this.#sourceOf = options.sourceOf ?? ((): 'live' => 'live');
    this.#silent = plan?.plan.rules.filter(({ fault }) => 'contract' in fault && fault.contract === 'silent') ?? [];
    record.append({
      kind: 'begin',
      format: 'seatrial.seam',
      version: seamRecordVersion,
      run: options.run,
      trial,
      scenario: options.scenario ?? null,
      server: options.server ?? null,
      plan: plan?.digest ?? null,
      seed: plan?.plan.seed ?? null,
      seamVersion: options.seamVersion,
      at: clock.wall(),
      ms: clock.ms(),
    });
  }

  /** Takes a call up in the order of its arrival: identified, decided, written down. The other side has not been contacted yet. */
  open(call: SeamCall, options: OpenOptions = {}): OpenCall {
    const identified = this.#counter.identify(call);
    this.memory.meet(call.arguments);
    const decision = this.#decide(identified, options);
    const opened = new OpenCall(`${this.#prefix}${identified.n}`, identified, decision.fault, {
      clock: this.clock,
      memory: this.memory,
      append: (event) => this.append(event),
      sourceOf: this.#sourceOf,
      unrealised: (fault) => this.#decider?.unrealised(fault, identified),
    });
    opened.writeCall(options.parent ?? null);
    for (const { rule, reason } of decision.suppressed)
      this.append({ kind: 'suppressed', rule, call: opened.id, reason, ms: this.clock.ms() });
    return opened;
  }

  #decide(call: IdentifiedCall, { faults = true, duplicates = true }: OpenOptions): TrialDecision {
    const decision = faults ? this.#decider?.decide(call) : undefined;
    if (decision === undefined) return { fault: null, suppressed: [] };
    const { fault, suppressed } = decision;
    if (fault?.rule.fault.kind !== 'duplicate-delivery' || duplicates) return decision;
    this.#decider?.unrealised(fault, call);
    return { fault: null, suppressed: [...suppressed, { rule: fault.rule.id, reason: 'unsafe' }] };
  }

  /** The rules whose tools are gone or changed now, for whoever lists tools. */
  standing(): FaultRule[] {
    return this.#decider?.standing() ?? [];
  }

  /** Whether the plan changes a tool's answers against its declared schema in silence, so that the declaration has to go. */
  isSilent(server: string, tool: string): boolean {
    return this.#silent.some(
      ({ where }) =>
        [undefined, server].includes(where.server) && (where.tool === undefined || fitsPattern(where.tool, tool)),
    );
  }

  append(event: SeamEvent): void {
    if (!this.#ended) this.#record.append(event);
  }

  /** Writes the last line. What still comes is dropped. */
  end(status: 'done' | 'deadline' | 'crash' | 'unmeasured', reason: string | null = null): void {
    this.append({ kind: 'end', status, reason, ms: this.clock.ms() });
    this.#ended = true;
  }
}

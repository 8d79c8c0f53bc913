import { digestJson, type Json } from '#base';
import type { EffectClass } from '#schema';
import { fitsPattern } from '../plan/fits-pattern.ts';
import type { SeamEventOf } from '../record/seam-event.ts';
import { declaredEffect, type ServerPolicy } from '../safety/guard.ts';
import { type AskedCall, CallMatcher, type Match } from './call-matcher.ts';
import type { RecordedCall, RecordedCatalog, RecordedTrial } from './recorded-trial.ts';
import type { ReplayConfig } from './replay-config.ts';

/** What answers a call of a replayed trial. */
export type ReplayAnswer =
  | { readonly from: 'recording'; readonly recorded: RecordedCall }
  /** The server itself. */
  | { readonly from: 'live' }
  /** A refusal, or a value made from the tool's schema: `catalog` says which. */
  | { readonly from: 'tool-error' | 'schema' }
  /** Nothing: the trial has left the recording and measures nothing any more. */
  | { readonly from: 'nothing' };

/** What a replayed trial is told. */
export interface TrialReplayOptions {
  readonly config: ReplayConfig;
  /** The recorded trial that answers tools, and the one that answers models; null where there is none. */
  readonly tools: RecordedTrial | null;
  readonly models: RecordedTrial | null;
  /** Servers whose calls come here; the strict order is that of their calls. */
  readonly servers: ReadonlySet<string>;
  /** Takes what is worth knowing up in the record of the trial. */
  note(name: ReplayNote, value: Json): void;
}

/** Names of the notes that a replay leaves in a record; see `replaySummary`. */
export type ReplayNote = 'replay-match' | 'replay-miss' | 'replay-off-path';

/** The recorded side of one trial: decides what answers each call, and writes down where the trial leaves its recording. */
export class TrialReplay {
  readonly config: ReplayConfig;
  readonly #options: TrialReplayOptions;
  readonly #tools: CallMatcher;
  readonly #models: CallMatcher;
  readonly #sources = new Map<string, SeamEventOf<'reply'>['source']>();
  #offPath = false;
  #diverged = false;

  constructor(options: TrialReplayOptions) {
    const { config, tools, models, servers } = options;
    this.config = config;
    this.#options = options;
    const here = (trial: RecordedTrial | null, model: boolean): RecordedCall[] =>
      trial?.calls.filter((call) => servers.has(call.server) && (call.carrier === 'model') === model) ?? [];
    this.#tools = new CallMatcher(here(tools, false), config);
    this.#models = new CallMatcher(here(models, true), config);
  }

  /** Whether a call found no answer, so that the trial is unmeasured. */
  get diverged(): boolean {
    return this.#diverged;
  }

  catalog(server: string): RecordedCatalog {
    return this.#options.tools?.catalogs.get(server) ?? { tools: [], effects: new Map() };
  }

  /** What a tool does to the world: as declared, else as recorded. */
  effectOf(server: string, tool: string, policy: ServerPolicy): EffectClass {
    return declaredEffect(policy, tool) ?? this.catalog(server).effects.get(tool) ?? 'unknown';
  }

  /** Whether any call of an operation was recorded of a server. */
  recorded(server: string, operation: string): boolean {
    return this.#options.tools?.calls.some((call) => call.server === server && call.operation === operation) ?? false;
  }

  /** @param canSynthesize whether a value can be made for the call */
  answer(asked: AskedCall, canSynthesize = false): ReplayAnswer {
    const match = (asked.carrier === 'model' ? this.#models : this.#tools).match(asked);
    const answer =
      match.how === 'none'
        ? this.#unmatched(asked, canSynthesize)
        : { from: 'recording' as const, recorded: match.recorded };
    this.#write(asked, match, answer);
    this.#sources.set(sourceKey(asked), sourceOf(answer));
    return answer;
  }

  /** Where the latest answer to such a call came from, for the record. */
  sourceOf(call: {
    readonly server: string;
    readonly tool: string;
    readonly arguments: Json;
  }): SeamEventOf<'reply'>['source'] {
    return this.#sources.get(sourceKey({ ...call, operation: call.tool })) ?? 'replay';
  }

  #unmatched(asked: AskedCall, canSynthesize: boolean): ReplayAnswer {
    const { unmatched, allow } = this.config;
    const isModel = asked.carrier === 'model';
    const reads = isModel || asked.effect === 'read' || allow.some((pattern) => fitsPattern(pattern, asked.operation));
    if (unmatched === 'live' && reads) return { from: 'live' };
    if (unmatched === 'tool-error' && !isModel) return { from: 'tool-error' };
    if (unmatched === 'synthesize' && canSynthesize) return { from: 'schema' };
    return { from: 'nothing' };
  }

  #write(asked: AskedCall, match: Match, answer: ReplayAnswer): void {
    const { server, operation } = asked;
    const call = { server, operation, arguments: digestJson(asked.arguments) };
    if (match.how !== 'none') {
      if (match.how === 'keyed' || match.how === 'strict') return;
      const apart =
        match.how === 'fuzzy' ? { distance: match.distance.distance, differences: match.distance.differences } : {};
      this.#options.note('replay-match', { ...call, how: match.how, recorded: match.recorded.id, ...apart } as Json);
      return;
    }
    this.#diverged ||= answer.from === 'nothing';
    this.#options.note('replay-miss', { ...call, reason: match.reason, answered: answer.from });
    if (asked.carrier === 'model' || asked.effect === 'read') return;
    this.#tools.wroteOffPath();
    if (this.#offPath) return;
    this.#offPath = true;
    this.#options.note('replay-off-path', call);
  }
}

function sourceOf({ from }: ReplayAnswer): SeamEventOf<'reply'>['source'] {
  if (from === 'recording') return 'replay';
  return from === 'live' ? 'live' : 'synthetic';
}

function sourceKey({
  server,
  operation,
  arguments: args,
}: Pick<AskedCall, 'server' | 'operation' | 'arguments'>): string {
  return `${server}\n${operation}\n${digestJson(args)}`;
}

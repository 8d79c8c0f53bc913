import { type Digest, digestJson, type Json } from '#base';
import type { Fault, FaultPlan, FaultRule } from '#schema';
import { type ToolBox, type ToolDefinition, type ToolRequest, type ToolResult, ToolTransportError } from '#worlds';
import type { SeamClock } from '../clock.ts';
import { refusalOf } from '../mutate/refusal-text.ts';
import type { OpenCall } from '../open-call.ts';
import { fitsPattern } from '../plan/fits-pattern.ts';
import type { SeamRecord } from '../record/seam-record.ts';
import { TrialSeam } from '../trial-seam.ts';
import { answerOf, changeResult } from './change-result.ts';
import { changedArguments, changedDefinition } from './changed-tool.ts';

/** What a faulty tool box is made with. */
export interface FaultyToolBoxOptions {
  /** Null records only. */
  readonly plan: { readonly plan: FaultPlan; readonly digest: Digest } | null;
  readonly run: string;
  /** Identifies the trial; the same for the same scenario and index, so that two agents meet the same faults. */
  readonly trial: string;
  readonly scenario?: string;
  /** What the plan's `where.server` calls this box. */
  readonly server: string;
  readonly record: SeamRecord;
  readonly clock: SeamClock;
  readonly seamVersion: string;
}

/** A tool box whose tools fail as the plan says. */
export interface FaultyToolBox extends ToolBox {
  /**
   * Ids of the faults that happened to a request, known once its `call` has settled. The request is recognised by identity, so ask with the very
   * object that was passed to `call`.
   */
  faultsOn(request: ToolRequest): readonly string[];
  /** Writes the end of the record. */
  end(status: 'done' | 'deadline' | 'crash'): void;
}

/**
 * The seam in our own process: puts a fault plan between an agent and a world's tools, and records every call. The world is a sandbox, so
 * duplicate deliveries are allowed.
 */
export function faultyToolBox(box: ToolBox, options: FaultyToolBoxOptions): FaultyToolBox {
  return new BoxSeam(box, options);
}

class BoxSeam implements FaultyToolBox {
  readonly #box: ToolBox;
  readonly #server: string;
  readonly #trial: TrialSeam;
  readonly #effects: ReadonlyMap<string, ToolDefinition['effect']>;
  readonly #faults = new WeakMap<ToolRequest, readonly string[]>();

  constructor(box: ToolBox, options: FaultyToolBoxOptions) {
    this.#box = box;
    this.#server = options.server;
    const { server: _shared, ...trial } = options;
    this.#trial = new TrialSeam(trial);
    this.#effects = new Map(box.definitions.map(({ name, effect }) => [name, effect]));
    this.#writeCatalog();
  }

  get definitions(): readonly ToolDefinition[] {
    const standing = this.#trial.standing().filter((rule) => [undefined, this.#server].includes(rule.where.server));
    if (standing.length === 0) return this.#box.definitions;
    return this.#box.definitions.flatMap((definition) => withStanding(definition, standing));
  }

  faultsOn(request: ToolRequest): readonly string[] {
    return this.#faults.get(request) ?? [];
  }

  end(status: 'done' | 'deadline' | 'crash'): void {
    this.#trial.end(status);
  }

  async call(request: ToolRequest): Promise<ToolResult> {
    const open = this.#trial.open({
      carrier: 'box',
      server: this.#server,
      tool: request.name,
      arguments: request.arguments,
      effect: this.#effects.get(request.name) ?? 'unknown',
    });
    if (open.faultId !== null) this.#faults.set(request, [open.faultId]);
    try {
      return await this.#answer(request, open);
    } catch (error) {
      const delivered = request.signal?.aborted !== true && error instanceof ToolTransportError;
      open.end({ source: delivered ? 'fault' : 'live', outcome: 'transport', delivered });
      throw error;
    } finally {
      // Known only now: an unrealised fault happened to nobody.
      if (open.faultUnrealised) this.#faults.delete(request);
    }
  }

  async #answer(request: ToolRequest, open: OpenCall): Promise<ToolResult> {
    const before = open.faultIn('pre');
    const instead = before === null ? null : await this.#instead(before, request, open);
    if (instead !== null) return ended(open, instead, 'fault', request);
    const truth = await this.#box.call(forwarded(before, request));
    return this.#after(truth, request, open);
  }

  /** What a fault puts in the place of the call; null where the call takes place all the same. */
  async #instead(fault: Fault, request: ToolRequest, open: OpenCall): Promise<ToolResult | null> {
    switch (fault.kind) {
      case 'delay':
        open.realised();
        await waited(open, fault.ms, request);
        return null;
      case 'hang':
        open.realised();
        await waited(open, fault.releaseAfterMs, request);
        throw new ToolTransportError('timeout', `the tool ${request.name} did not answer in time`);
      case 'refuse':
        open.realised();
        throw new ToolTransportError('connection-refused', 'connection refused');
      case 'reset':
        open.realised();
        throw new ToolTransportError('connection-reset', 'connection reset by peer');
      case 'tool-gone':
        open.realised();
        return failure(`Unknown tool: ${request.name}`, 'unknown-tool');
      case 'tool-changed':
        return this.#changed(fault.renameArgument, request, open);
    }
    const refusal = refusalOf(fault, open.fault?.draw ?? (() => 0));
    if (refusal === null) return null;
    open.realised();
    return failure(refusal.text, 'failed');
  }

  #changed(rename: { from: string; to: string }, request: ToolRequest, open: OpenCall): ToolResult | null {
    open.realised();
    const changed = changedArguments(request.arguments, rename);
    return 'mistake' in changed ? failure(changed.mistake, 'invalid-arguments') : null;
  }

  async #after(truth: ToolResult, request: ToolRequest, open: OpenCall): Promise<ToolResult> {
    const fault = open.faultIn('post');
    switch (fault?.kind) {
      case undefined:
        return ended(open, truth, 'live', request);
      case 'delay':
      case 'hang':
        open.realised();
        await waited(open, fault.kind === 'delay' ? fault.ms : fault.releaseAfterMs, request);
        if (fault.kind === 'hang') return lost(open, truth, 'timeout', request);
        return ended(open, truth, 'live', request);
      case 'lost-acknowledgement':
        open.realised();
        return lost(open, truth, 'connection-reset', request);
      case 'duplicate-delivery':
        open.realised();
        await this.#box.call(request);
        return ended(open, truth, 'live', request);
    }
    return ended(open, changeResult(truth, open), 'live', request, truth);
  }

  #writeCatalog(): void {
    const tools = this.#box.definitions.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }));
    this.#trial.append({
      kind: 'catalog',
      server: this.#server,
      era: null,
      digest: digestJson(tools as Json),
      tools: tools as Json[],
      effects: Object.fromEntries(this.#effects),
      ms: this.#trial.clock.ms(),
    });
  }
}

function withStanding(definition: ToolDefinition, rules: readonly FaultRule[]): ToolDefinition[] {
  const rule = rules.find(({ where }) => where.tool === undefined || fitsPattern(where.tool, definition.name));
  if (rule?.fault.kind === 'tool-gone') return [];
  return rule?.fault.kind === 'tool-changed'
    ? [changedDefinition(definition, rule.fault.renameArgument)]
    : [definition];
}

function forwarded(fault: Fault | null, request: ToolRequest): ToolRequest {
  if (fault?.kind !== 'tool-changed') return request;
  const changed = changedArguments(request.arguments, fault.renameArgument);
  return 'mistake' in changed ? request : { ...request, arguments: changed.arguments };
}

function failure(text: string, error: ToolResult['error']): ToolResult {
  return { text, value: null, isError: true, error };
}

async function waited(open: OpenCall, ms: number, { signal }: ToolRequest): Promise<void> {
  await open.clock.sleep(ms, signal);
  signal?.throwIfAborted();
}

/** The effect took place; that it did is what nobody hears of. */
function lost(
  open: OpenCall,
  truth: ToolResult,
  code: ToolTransportError['code'],
  { name, signal }: ToolRequest,
): never {
  open.remember(() => answerOf(truth));
  open.end({ source: 'live', outcome: 'transport', truth: truth.text, delivered: signal?.aborted !== true });
  const why = code === 'timeout' ? `the tool ${name} did not answer in time` : 'connection reset by peer';
  throw new ToolTransportError(code, why);
}

function ended(
  open: OpenCall,
  result: ToolResult,
  source: 'live' | 'fault',
  { signal }: ToolRequest,
  truth: ToolResult = result,
): ToolResult {
  if (source === 'live' && truth === result && !truth.isError) open.remember(() => answerOf(truth));
  open.end({
    source,
    outcome: result.isError ? 'tool-error' : 'result',
    body: result.text,
    ...(truth !== result && { truth: truth.text }),
    delivered: signal?.aborted !== true,
  });
  return result;
}

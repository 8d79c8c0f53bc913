import type { Json } from '#base';
import type { Fault } from '#schema';
import { changedArguments } from '../../box/changed-tool.ts';
import { editJsonText } from '../../json/edit-json-text.ts';
import { cutOff, malformedJson } from '../../mutate/broken-text.ts';
import { refusalOf } from '../../mutate/refusal-text.ts';
import type { CallEnd, OpenCall } from '../../open-call.ts';
import { mutateFrame, toolResultParts } from './change-frame.ts';
import type { McpEra } from './mcp-era.ts';
import type { McpServer } from './mcp-server.ts';
import { rpcErrorFrame, toolErrorFrame } from './reply-frame.ts';
import { isMembers, type Members, type RpcId, readRpcMessage } from './rpc-message.ts';

/** What is to be done with a call before its server has seen it. */
export type BeforeServer =
  /** Send this frame on; `twice` for a duplicate delivery. */
  { readonly to: 'server'; readonly frame: string; readonly twice: boolean } | Delivery;

/** What the client gets. */
export type Delivery =
  /** These frames, one after the other. `end` says how the record has it. */
  | { readonly to: 'client'; readonly frames: readonly string[]; readonly end: DeliveryEnd }
  /** A status instead of an answer; over HTTP only. */
  | { readonly to: 'status'; readonly status: number; readonly retryAfterS: number | null; readonly text: string }
  /** `reset`: the connection breaks; `cut`: the answer begins and ends early; `silence`: nothing comes; `exit`: the server's process ends. */
  | { readonly to: 'nobody'; readonly how: 'reset' | 'cut' | 'silence' | 'exit'; readonly truth: string | null };

export type DeliveryEnd = Pick<CallEnd, 'source' | 'outcome' | 'body' | 'truth'>;

/** A `tools/call` on its way through the seam. Transports carry out what it decides. */
export class McpCall {
  readonly open: OpenCall;
  readonly #id: RpcId;
  readonly #frame: string;
  readonly #era: McpEra;
  readonly #server: McpServer;

  constructor(open: OpenCall, id: RpcId, frame: string, era: McpEra, server: McpServer) {
    this.open = open;
    this.#id = id;
    this.#frame = frame;
    this.#era = era;
    this.#server = server;
  }

  /** Decides before the server is called: now, so that frames keep their order, unless a fault makes the call wait. */
  before(signal: AbortSignal): BeforeServer | Promise<BeforeServer> {
    const fault = this.open.faultIn('pre');
    if (fault === null || this.open.faultUnrealised) return this.#forward();
    switch (fault.kind) {
      case 'delay':
        this.open.realised();
        return this.open.clock.sleep(fault.ms, signal).then(() => this.#forward());
      case 'hang':
        this.open.realised();
        return this.open.clock.sleep(fault.releaseAfterMs, signal).then(() => this.#released(null, signal));
      case 'tool-gone':
        this.open.realised();
        return this.#made(rpcErrorFrame(this.#id, `Unknown tool: ${this.open.call.tool}`, -32602), 'rpc-error');
      case 'tool-changed':
        return this.#changed(fault.renameArgument);
      default:
        return this.#refused(fault);
    }
  }

  /** A call that the guard keeps from its server. */
  blocked(): Delivery {
    this.open.note('blocked', { effect: this.open.call.effect });
    const text = `${this.open.call.tool} is not permitted in this environment.`;
    return this.#made(toolErrorFrame(this.#id, text, this.#era), 'tool-error', 'synthetic');
  }

  /** Decides what becomes of the server's answer: now, unless a fault makes it wait. */
  after(frame: string, signal: AbortSignal): Delivery | Promise<Delivery> {
    this.#server.lineage.answered(frame, this.open);
    const message = readRpcMessage(frame);
    const result = message.kind === 'response' && isMembers(message.result) ? message.result : null;
    const outcome = outcomeOf(message.kind === 'response', result);
    const fault = this.open.faultIn('post');
    if (fault === null || fault.kind === 'duplicate-delivery') {
      if (fault !== null) this.open.realised();
      if (outcome === 'result' && result !== null) this.open.remember(() => toolResultParts(result).answer);
      return live(frame, outcome);
    }
    return this.#broken(fault, frame, result, outcome, signal);
  }

  #broken(
    fault: Fault,
    frame: string,
    result: Members | null,
    outcome: CallEnd['outcome'],
    signal: AbortSignal,
  ): Delivery | Promise<Delivery> {
    switch (fault.kind) {
      case 'delay':
        this.open.realised();
        return this.open.clock.sleep(fault.ms, signal).then(() => live(frame, outcome));
      case 'hang':
        this.open.realised();
        return this.open.clock.sleep(fault.releaseAfterMs, signal).then(() => this.#released(frame, signal));
      case 'lost-acknowledgement':
        this.open.realised();
        return { to: 'nobody', how: this.open.fault?.surface === 'transport' ? 'reset' : 'silence', truth: frame };
      case 'duplicate-reply':
        this.open.realised();
        return { to: 'client', frames: [frame, frame], end: { source: 'live', outcome, body: frame } };
    }
    if (outcome !== 'result' || result === null) {
      this.open.unrealised('reply-is-error');
      return live(frame, outcome);
    }
    const { surface } = this.open.fault ?? {};
    if (surface === 'frame' || surface === 'stream') return this.#brokenFrame(fault, frame, surface);
    return this.#mutated(frame, result);
  }

  #mutated(frame: string, result: Members): Delivery {
    const { tool } = this.open.call;
    const mutated = mutateFrame(frame, result, (answer) =>
      this.open.mutate(answer, (value: Json) => this.#server.accepts(tool, value)),
    );
    if (typeof mutated === 'string') {
      this.open.unrealised(mutated);
      return live(frame, 'result');
    }
    this.open.realised({ mutation: mutated.mutation, before: frame, after: mutated.frame });
    return {
      to: 'client',
      frames: [mutated.frame],
      end: { source: 'live', outcome: 'result', body: mutated.frame, truth: frame },
    };
  }

  #brokenFrame(fault: Fault, frame: string, surface: 'frame' | 'stream'): Delivery {
    const draw = this.open.fault?.draw ?? (() => 0);
    if (fault.kind === 'truncate' && surface === 'stream') {
      this.open.realised();
      return { to: 'nobody', how: 'cut', truth: frame };
    }
    const broken = fault.kind === 'truncate' ? cutOff(frame, fault.keep, draw) : malformedJson(frame, draw);
    if (broken === null) {
      this.open.unrealised('nothing-to-change');
      return live(frame, 'result');
    }
    this.open.realised({ before: frame, after: broken });
    return { to: 'client', frames: [broken], end: { source: 'live', outcome: 'result', body: broken, truth: frame } };
  }

  #refused(fault: Fault): BeforeServer {
    this.open.realised();
    if (fault.kind === 'refuse' || fault.kind === 'reset') return { to: 'nobody', how: 'reset', truth: null };
    if (fault.kind === 'child-exit') return { to: 'nobody', how: 'exit', truth: null };
    if (fault.kind === 'session-lost')
      return { to: 'status', status: 404, retryAfterS: null, text: 'Session not found' };
    const refusal = refusalOf(fault, this.open.fault?.draw ?? (() => 0));
    if (refusal === null) return this.#forward();
    if (this.open.fault?.surface === 'http') return { to: 'status', ...refusal };
    return this.open.fault?.surface === 'rpc-error'
      ? this.#made(rpcErrorFrame(this.#id, refusal.text), 'rpc-error')
      : this.#made(toolErrorFrame(this.#id, refusal.text, this.#era), 'tool-error');
  }

  #changed(rename: { from: string; to: string }): BeforeServer {
    this.open.realised();
    const args = this.open.call.arguments;
    const changed = changedArguments(args, rename);
    if ('mistake' in changed) return this.#made(toolErrorFrame(this.#id, changed.mistake, this.#era), 'tool-error');
    const named = isMembers(args) && Object.hasOwn(args, rename.to);
    const frame = named
      ? editJsonText(this.#frame, [
          {
            op: 'move',
            from: `/params/arguments/${escaped(rename.to)}`,
            path: `/params/arguments/${escaped(rename.from)}`,
          },
        ])
      : this.#frame;
    return { to: 'server', frame, twice: false };
  }

  // An error at last, so that clients that never give up are set free.
  #released(truth: string | null, signal: AbortSignal): Delivery {
    // Whoever has given up is told nothing more: a server that hangs would not answer either.
    if (signal.aborted) return { to: 'nobody', how: 'silence', truth };
    if (this.open.call.carrier === 'mcp-http') return { to: 'nobody', how: 'reset', truth };
    const frame = rpcErrorFrame(this.#id, 'Request timed out');
    return {
      to: 'client',
      frames: [frame],
      end: { source: 'fault', outcome: 'rpc-error', body: frame, ...(truth !== null && { truth }) },
    };
  }

  #forward(): BeforeServer {
    return { to: 'server', frame: this.#frame, twice: this.open.faultIn('post')?.kind === 'duplicate-delivery' };
  }

  #made(frame: string, outcome: CallEnd['outcome'], source: CallEnd['source'] = 'fault'): Delivery {
    return { to: 'client', frames: [frame], end: { source, outcome, body: frame } };
  }
}

function outcomeOf(isResponse: boolean, result: Members | null): CallEnd['outcome'] {
  if (!isResponse || result === null) return 'rpc-error';
  return result['isError'] === true ? 'tool-error' : 'result';
}

function live(frame: string, outcome: CallEnd['outcome']): Delivery {
  return { to: 'client', frames: [frame], end: { source: 'live', outcome, body: frame } };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

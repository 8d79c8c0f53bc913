import type { Json } from '#base';
import type { ToolEffect } from '#schema';

/** A tool as the agent sees it, plus what it does to the world, which the agent does not see. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema (draft 2020-12) of the arguments: an object. */
  readonly inputSchema: { readonly [key: string]: Json };
  readonly effect: ToolEffect;
}

/** A call as the agent made it. */
export interface ToolRequest {
  readonly name: string;
  /** The arguments, checked by whoever runs the tool; the text itself where it was no JSON (`argumentsMalformed`). */
  readonly arguments: Json;
  readonly argumentsMalformed?: boolean;
  /** The agent's own id of the call, where its protocol has one. */
  readonly callId?: string;
  readonly signal?: AbortSignal;
}

/** What a tool answers. A refusal or a mistake in the arguments is an answer with `isError`, never an exception. */
export interface ToolResult {
  /** What the model reads: JSON text of `value`, or a sentence for an error. */
  readonly text: string;
  readonly value: Json | null;
  readonly isError: boolean;
  /** Why it failed; null when it did not. */
  readonly error: null | 'unknown-tool' | 'invalid-arguments' | 'refused' | 'failed';
}

/**
 * The tools of one trial, whoever carries them to the agent (a function, function calling, MCP). Every call is recorded by the box.
 *
 * `call` rejects with {@link ToolTransportError} when the way to the tool broke (which happens under injected faults only), and with the
 * trial's abort reason when the trial is over.
 */
export interface ToolBox {
  readonly definitions: readonly ToolDefinition[];
  call(request: ToolRequest): Promise<ToolResult>;
}

/** The way to a tool broke: no answer came, and it is not known whether the tool ran. */
export class ToolTransportError extends Error {
  readonly code: 'timeout' | 'connection-refused' | 'connection-reset' | 'server-gone';

  constructor(code: ToolTransportError['code'], message: string) {
    super(message);
    this.name = 'ToolTransportError';
    this.code = code;
  }
}

import type { Fault, Usage } from '#schema';
import type { JsonPatch } from '../../json/json-patch.ts';
import type { Draw } from '../../mutate/candidate.ts';
import type { Refusal } from '../../mutate/refusal-text.ts';
import type { Members } from '../mcp/rpc-message.ts';

/** What an answer of a model says of itself; grows over the events of a stream. */
export interface ModelFacts {
  /** The model that really answered. */
  model: string | null;
  usage: Usage | null;
}

/** One event of a stream becomes these; the same object means that its bytes stay. */
export type ChangedEvents = readonly (readonly Members[])[];

/** The protocol of a model provider, as far as faults and the record have to know it. */
export interface ModelApi {
  readonly route: 'openai-chat' | 'openai-responses' | 'anthropic-messages';
  /** The end of the path by which its requests are known. */
  readonly path: string;
  /** The body of a refusal as the provider writes it. */
  refusalBody(refusal: Refusal): Members;
  /** The event with which a stream reports a failure in its middle: its name, where it has one, and its data. */
  streamError(text: string): { readonly event: string | null; readonly data: Members };
  /** Takes note of an answer, or of one event of a stream. */
  read(message: Members, facts: ModelFacts): void;
  /** Whether an event carries a piece of the answer's content. */
  isContent(event: Members): boolean;
  /** Whether an event announces the end of the answer. */
  isEnd(event: Members): boolean;
  /** How a fault changes an answer; why it cannot, where it cannot. */
  change(answer: Members, fault: Fault, draw: Draw): JsonPatch | string;
  /** How a fault changes the events of a whole stream; why it cannot, where it cannot. */
  changeEvents(events: readonly Members[], fault: Fault, draw: Draw): ChangedEvents | string;
}

/** The words of a model that will not answer. */
export const refusalWords = "I'm sorry, but I can't help with that request.";

/** A name that a model could have made up for a tool. */
export function inventedTool(name: string, fault: Extract<Fault, { kind: 'unknown-tool' }>): string {
  return fault.name ?? `${name}_details`;
}

/** How much of a text or of its pieces is kept when an answer hits its length limit. */
export function keptShare(fault: Extract<Fault, { kind: 'length-stop' }>, draw: Draw): number {
  return fault.keep ?? 0.2 + draw('cut') * 0.6;
}

/**
 * Arguments that were not written to their end: no parser takes them, and a client that mends what it has mends them to something else, because
 * more than the closing brackets is missing.
 */
export function unfinished(json: string): string {
  const text = json.trimEnd();
  return text.slice(0, Math.min(text.length - 1, Math.ceil(text.length * 0.6))).toWellFormed();
}

/** Pieces of arguments, cut so that together they are unfinished. */
export function unfinishedPieces(pieces: readonly string[]): string[] {
  let left = unfinished(pieces.join('')).length;
  return pieces.map((piece) => {
    const kept = piece.slice(0, left);
    left -= kept.length;
    return kept;
  });
}

import type { Digest, Json } from '#base';
import type { Carrier, EffectClass } from '#schema';
import type { SeamEventOf } from '../record/seam-event.ts';

/** What the other side answered to a call, without what a fault made of it. */
export interface RecordedAnswer {
  readonly outcome: SeamEventOf<'reply'>['outcome'];
  readonly status: number | null;
  /** Pieces of a stream: milliseconds since the one before, and bytes; null for a document. */
  readonly chunks: readonly (readonly [number, number])[] | null;
  /**
   * The text as it went over the wire: a JSON-RPC message, a body.
   *
   * @throws SEAM_BLOB_DAMAGED
   */
  text(): Promise<string>;
}

/** A call that was answered, with everything that belongs to it: what is replayed is this and not frames. */
export interface RecordedCall {
  readonly id: string;
  /** Its place among the recorded calls of the trial, from 0. */
  readonly at: number;
  readonly carrier: Carrier;
  readonly server: string;
  readonly operation: string;
  readonly arguments: Json;
  /** Digest of the arguments without volatile places. */
  readonly key: Digest;
  /** The answer; behind it those to its continuations, where the server asked for input first. */
  readonly answers: readonly [RecordedAnswer, ...RecordedAnswer[]];
}

/** The tools of a server as it listed them. */
export interface RecordedCatalog {
  readonly tools: readonly Json[];
  readonly effects: ReadonlyMap<string, EffectClass>;
}

/** A trial as it was recorded. */
export interface RecordedTrial {
  readonly trial: string;
  /** In the order of their arrival. */
  readonly calls: readonly RecordedCall[];
  readonly catalogs: ReadonlyMap<string, RecordedCatalog>;
}

import { z } from 'zod';
import {
  blobRefSchema,
  countField,
  digestField,
  type FaultKind,
  type FaultSurface,
  faultOperators,
  jsonField,
  usageSchema,
} from '#schema';
import type { JsonPatch } from '../json/json-patch.ts';
import { seamRecordVersion } from './seam-record-version.ts';

/** Milliseconds on the machine's monotonic clock; the same clock for all processes of a run. */
const ms = z.number();
const id = z.string().min(1).max(200);
const carrier = z.enum(['box', 'mcp-stdio', 'mcp-http', 'http', 'model']);
const surface = z.enum([
  'tool-error',
  'rpc-error',
  'http',
  'transport',
  'payload',
  'frame',
  'stream',
  'catalog',
  'request',
  'time',
  'none',
]) satisfies z.ZodType<FaultSurface>;
const kind = z.enum(Object.keys(faultOperators) as [FaultKind, ...FaultKind[]]);

/** A JSON Patch (RFC 6902). */
export const jsonPatchSchema = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.enum(['add', 'replace', 'test']), path: z.string(), value: jsonField }),
    z.object({ op: z.literal('remove'), path: z.string() }),
    z.object({ op: z.enum(['move', 'copy']), from: z.string(), path: z.string() }),
  ]),
) satisfies z.ZodType<JsonPatch>;

/** Content as it went over the wire: its text, or where it is kept when it is long. */
export const seamBodySchema = z.union([z.object({ text: z.string() }), z.object({ blob: blobRefSchema })]);
export type SeamBody = z.infer<typeof seamBodySchema>;

/** The first line of a record, and of each process's segment of it. */
const beginEvent = z.object({
  kind: z.literal('begin'),
  format: z.literal('seatrial.seam'),
  version: z.literal(seamRecordVersion),
  run: id,
  trial: z.string().min(1).max(400),
  scenario: z.string().nullable(),
  /** The server of a segment that a process of its own writes; null where one process serves all. */
  server: z.string().nullable(),
  /** Digest of the fault plan; null for none. */
  plan: digestField.nullable(),
  seed: countField.nullable(),
  seamVersion: z.string(),
  /** Wall clock, for people; order and durations come from `ms`. */
  at: z.string(),
  ms,
});

/** The tools of a server as it listed them, before any fault. */
const catalogEvent = z.object({
  kind: z.literal('catalog'),
  server: id,
  /** The protocol revision spoken; null where there is none. */
  era: z.string().nullable(),
  digest: digestField,
  tools: z.array(jsonField),
  effects: z.record(z.string(), z.enum(['read', 'idempotent-write', 'write', 'irreversible', 'unknown'])),
  ms,
});

/** A call as it arrived, written before the other side is contacted. */
const callEvent = z.object({
  kind: z.literal('call'),
  id,
  carrier,
  server: id,
  /** A tool's name, `METHOD /path`, a model's route, or a protocol method such as `resources/read`. */
  operation: z.string().max(4000),
  /** The parsed arguments; null where they are kept as a blob. */
  arguments: jsonField.nullable(),
  argumentsBlob: blobRefSchema.nullable(),
  /** Digest of the arguments as they were, secrets included. */
  argumentsDigest: digestField,
  /** Digest of the arguments without volatile places: attempts at one intent share it. */
  intent: digestField,
  /** The how-manieth call of this intent, from 1. */
  occurrence: z.int().min(1),
  /** The how-manieth call of the trial at this seam, from 1. */
  n: z.int().min(1),
  /** The call that this one continues: a retry with requested input, a poll of a task. */
  parent: z.string().nullable(),
  redacted: z.boolean(),
  ms,
});

/** How a call ended, seen from the client. Each call has one, unless the seam was killed in between. */
const replyEvent = z.object({
  kind: z.literal('reply'),
  call: id,
  /** Where the answer comes from. `fault`: made up by one. */
  source: z.enum(['live', 'replay', 'synthetic', 'fault']),
  outcome: z.enum(['result', 'tool-error', 'rpc-error', 'http-error', 'transport', 'none']),
  status: z.int().nullable(),
  /** What was delivered; null when nothing was. */
  body: seamBodySchema.nullable(),
  /** What the other side answered, where a fault changed or kept back something. */
  truth: seamBodySchema.nullable(),
  model: z.string().nullable(),
  usage: usageSchema.nullable(),
  /** Null when unknown. */
  costUsd: z.number().min(0).nullable(),
  /** From the call to the first byte of the answer. */
  firstByteMs: z.number().min(0).nullable(),
  /** Pieces of a stream: milliseconds since the one before, and bytes. */
  chunks: z.array(z.tuple([z.number(), countField])).nullable(),
  /** Whether the client was still there when it ended. */
  delivered: z.boolean(),
  redacted: z.boolean(),
  ms,
});

/** A fault that a rule planned for a call. It was delivered when it was realised and the call's reply was delivered. */
const faultEvent = z.object({
  kind: z.literal('fault'),
  id,
  rule: z.string(),
  call: id,
  fault: kind,
  phase: z.enum(['pre', 'post']),
  surface,
  /** `repeated`: the fault began at an earlier attempt of the same intent and lasts. */
  repeated: z.boolean(),
  /** Why it was not carried out, such as `reply-is-error` or `nothing-to-change`; null when it was. */
  unrealised: z.string().nullable(),
  /** What was done to the true answer (RFC 6902); its root is the answer's value, or its text where it has none. */
  patch: jsonPatchSchema.nullable(),
  /** Gives the true answer back when applied to what was delivered. */
  undo: jsonPatchSchema.nullable(),
  before: digestField.nullable(),
  after: digestField.nullable(),
  /** Whether the wrong value also occurs elsewhere in the trial, so that meeting it again proves nothing. */
  ambiguous: z.boolean(),
  ms,
});

/** A rule that fitted a call and lost: to an earlier rule, or to the budget. */
const suppressedEvent = z.object({
  kind: z.literal('suppressed'),
  rule: z.string(),
  call: id,
  reason: z.enum(['earlier-rule', 'budget', 'gap', 'unsafe']),
  ms,
});

/** Anything else worth knowing: a cancellation, a lost client, the end of a child process. */
const noteEvent = z.object({
  kind: z.literal('note'),
  name: z.string().max(100),
  call: z.string().nullable(),
  value: jsonField.nullable(),
  ms,
});

/** What the agent said, where the seam's owner reports it. */
const agentEvent = z.object({
  kind: z.literal('agent'),
  turn: countField,
  body: seamBodySchema,
  redacted: z.boolean(),
  ms,
});

/** What a state oracle saw, read over a connection of its own. */
const effectEvent = z.object({
  kind: z.literal('effect'),
  server: id,
  before: digestField.nullable(),
  after: digestField.nullable(),
  changes: jsonField,
  ms,
});

/** The last line of a record that ended in order. */
const endEvent = z.object({
  kind: z.literal('end'),
  status: z.enum(['done', 'deadline', 'crash', 'unmeasured']),
  reason: z.string().nullable(),
  ms,
});

/** One line of a record: what passed the seam, in order. */
export const seamEventSchema = z.discriminatedUnion('kind', [
  beginEvent,
  catalogEvent,
  callEvent,
  replyEvent,
  faultEvent,
  suppressedEvent,
  noteEvent,
  agentEvent,
  effectEvent,
  endEvent,
]);
export type SeamEvent = z.infer<typeof seamEventSchema>;
/** The event of one kind, such as `SeamEventOf<'call'>`. */
export type SeamEventOf<Kind extends SeamEvent['kind']> = Extract<SeamEvent, { kind: Kind }>;

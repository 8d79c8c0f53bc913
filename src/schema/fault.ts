import { z } from 'zod';
import { jsonField } from './json-field.ts';

const milliseconds = z.int().min(0).max(3_600_000);
/** A JSON Pointer (RFC 6901) into the answer's value; `*` stands for any one member or item. */
const path = z
  .string()
  .regex(/^(\/[^/]*)*$/, 'expected a JSON Pointer such as /total or /items/*/price')
  .max(1000)
  .optional();
const member = z.string().min(1).max(200);
const text = z.string().min(1).max(4000).optional();
const phase = z.enum(['pre', 'post']).default('pre');
/**
 * Whether the answer breaks the schema that the tool declares (`visible`, a client library may catch it) or the declared schema is taken away too
 * (`silent`, nothing but the agent can notice).
 */
const contract = z.enum(['visible', 'silent']).default('visible');

const refusalSurface = z.enum(['tool-error', 'rpc-error', 'http']).optional();
const brokenSurface = z.enum(['payload', 'frame', 'stream']).optional();
/** How many pieces of content pass first; the stream's last word never does. */
const afterEvents = z.int().min(0).max(100_000).optional();
/** How much of the answer is kept. */
const keep = z.number().min(0).max(0.99).optional();

/**
 * How a wrong value is made. `scale`: times a factor; `sign`: the other sign; `unit`: as if in a unit a hundredth or a hundred times as large;
 * `date`: some days off; `swap`: exchanged with another value of the same answer; `neighbour`: the same member of a neighbouring record.
 */
export const wrongValueSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('scale'),
    factor: z.number().refine((factor) => factor !== 1, 'expected a factor other than 1'),
  }),
  z.strictObject({ by: z.literal('sign') }),
  z.strictObject({ by: z.literal('unit') }),
  z.strictObject({
    by: z.literal('date'),
    days: z
      .int()
      .refine((days) => days !== 0, 'expected a number of days other than 0')
      .default(1),
  }),
  z.strictObject({ by: z.literal('swap') }),
  z.strictObject({ by: z.literal('neighbour') }),
]);
export type WrongValue = z.infer<typeof wrongValueSchema>;

/** A fault with its parameters. Where a path is left out, the place is chosen by the call's key, the same every time. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds, phase }),
  /** No answer until the release; then the way breaks. Some clients never give up by themselves. */
  z.strictObject({ kind: z.literal('hang'), releaseAfterMs: milliseconds, phase }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    surface: refusalSurface,
    retryAfterS: z.int().min(0).max(86_400).default(1),
    text,
  }),
  z.strictObject({
    kind: z.literal('server-error'),
    surface: refusalSurface,
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(500),
    text,
  }),
  z.strictObject({ kind: z.literal('unauthorized'), surface: refusalSurface, text }),
  z.strictObject({ kind: z.literal('not-found'), surface: refusalSurface, text }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('reset') }),
  /** The effect took place, and the answer never arrives. `transport`: the connection breaks; `none`: silence, until the client gives up. */
  z.strictObject({ kind: z.literal('lost-acknowledgement'), surface: z.enum(['transport', 'none']).optional() }),
  z.strictObject({ kind: z.literal('duplicate-delivery') }),
  z.strictObject({ kind: z.literal('duplicate-reply') }),
  z.strictObject({ kind: z.literal('truncate'), surface: brokenSurface, keep }),
  z.strictObject({ kind: z.literal('malformed'), surface: brokenSurface }),
  z.strictObject({ kind: z.literal('partial-page'), path, keep, drop: z.enum(['items', 'cursor']).default('items') }),
  z.strictObject({ kind: z.literal('empty'), path }),
  z.strictObject({ kind: z.literal('drop-field'), path, contract }),
  z.strictObject({ kind: z.literal('rename-field'), path, to: member.optional(), contract }),
  z.strictObject({
    kind: z.literal('add-field'),
    path,
    name: member.default('revision'),
    value: jsonField.default(2),
    contract,
  }),
  z.strictObject({ kind: z.literal('retype-field'), path, contract }),
  z.strictObject({ kind: z.literal('reorder-items'), path }),
  z.strictObject({ kind: z.literal('wrong-value'), path, mutate: wrongValueSchema.optional() }),
  z.strictObject({ kind: z.literal('stale') }),
  z.strictObject({ kind: z.literal('tool-gone') }),
  /** An argument has another name from now on: the tool is listed with it, and refuses the old one. */
  z.strictObject({ kind: z.literal('tool-changed'), renameArgument: z.strictObject({ from: member, to: member }) }),
  z.strictObject({ kind: z.literal('session-lost') }),
  z.strictObject({ kind: z.literal('child-exit') }),
  z.strictObject({ kind: z.literal('overloaded'), text }),
  z.strictObject({ kind: z.literal('slow-first-token'), ms: milliseconds }),
  /** The stream ends in the middle as if it were complete; two widely used clients take it for success. */
  z.strictObject({ kind: z.literal('stream-cut'), afterEvents }),
  z.strictObject({ kind: z.literal('stream-reset'), afterEvents }),
  z.strictObject({ kind: z.literal('stream-error'), afterEvents, text }),
  z.strictObject({ kind: z.literal('bad-tool-call') }),
  z.strictObject({ kind: z.literal('unknown-tool'), name: member.optional() }),
  z.strictObject({ kind: z.literal('length-stop'), keep }),
  z.strictObject({ kind: z.literal('refusal'), text }),
  z.strictObject({ kind: z.literal('model-swap'), model: member }),
]);
export type Fault = z.infer<typeof faultSchema>;

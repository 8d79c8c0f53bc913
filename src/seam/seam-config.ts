import { z } from 'zod';
import { effectClassSchema } from '#schema';
import { replayConfigSchema } from './replay/replay-config.ts';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'expected a name: letters, digits, dots and dashes');
const url = z.url({ protocol: /^https?$/, error: 'expected an http or https address' }).max(2000);

const policy = {
  /** Whether nothing that happens there matters; else nothing is delivered twice, and nothing irreversible or unknown happens while faults are planned. */
  sandbox: z.boolean().default(false),
  /** Operations that may be called all the same; `*` stands for any text. */
  allow: z.array(z.string().min(1).max(400)).max(1000).default([]),
  /** What operations do to the world; goes before everything the server says of itself. */
  effects: z.record(z.string().min(1).max(400), effectClassSchema).default({}),
};

/** A server that the seam stands in front of. */
export const seamServerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mcp-stdio'),
    command: z.string().min(1).max(4000),
    args: z.array(z.string().max(10_000)).max(1000).default([]),
    /** Added to the environment that the agent gives. */
    env: z.record(z.string(), z.string()).default({}),
    cwd: z.string().min(1).max(4000).optional(),
    ...policy,
  }),
  z.strictObject({ kind: z.literal('mcp-http'), url, ...policy }),
  z.strictObject({ kind: z.literal('http'), url, ...policy }),
  /** Models have no effect on a world, so there is nothing to declare. */
  z.strictObject({ kind: z.literal('model'), url, provider: name.optional() }),
]);
export type SeamServer = z.infer<typeof seamServerSchema>;

/** What a seam stands in front of, and where it writes what it sees. */
export const seamConfigSchema = z.strictObject({
  apiVersion: z.literal('seatrial/seam/v1'),
  /** The run's name in records and addresses. */
  run: name.default('live'),
  /** On loopback; 0 takes a free one. */
  port: z.int().min(0).max(65_535).default(0),
  /** Folder of the records. */
  record: z.string().min(1).max(4000).default('seam-record'),
  /** A recording that answers in the servers' place; without one they answer themselves. */
  replay: replayConfigSchema.optional(),
  servers: z
    .record(name, seamServerSchema)
    .refine((servers) => Object.keys(servers).length > 0, 'expected at least one server')
    .refine((servers) => Object.keys(servers).length <= 200, 'expected at most 200 servers'),
});
export type SeamConfig = z.infer<typeof seamConfigSchema>;
export type SeamConfigInput = z.input<typeof seamConfigSchema>;

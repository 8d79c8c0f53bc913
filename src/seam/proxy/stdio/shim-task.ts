import { z } from 'zod';
import { effectClassSchema, faultPlanSchema } from '#schema';
import { replayConfigSchema } from '../../replay/replay-config.ts';

/** What a shim process is told, in a file that the seam writes for it. */
export const shimTaskSchema = z.strictObject({
  run: z.string(),
  seamVersion: z.string(),
  /** Folder of the records. */
  record: z.string(),
  plan: z.strictObject({ plan: faultPlanSchema, digest: z.templateLiteral(['sha256:', z.string()]) }).nullable(),
  /** The recording that answers in the servers' place; null where they answer themselves. */
  replay: replayConfigSchema.nullable(),
  servers: z.record(
    z.string(),
    z.strictObject({
      command: z.string(),
      args: z.array(z.string()),
      env: z.record(z.string(), z.string()),
      cwd: z.string().nullable(),
      sandbox: z.boolean(),
      allow: z.array(z.string()),
      effects: z.record(z.string(), effectClassSchema),
    }),
  ),
});
export type ShimTask = z.infer<typeof shimTaskSchema>;

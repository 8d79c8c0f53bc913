import { z } from 'zod';

const name = z.string().min(1).max(400);
const pattern = z.string().min(1).max(400);
const pointer = z
  .string()
  .regex(/^(\/[^/]*)*$/, 'expected a JSON Pointer such as /requestId')
  .max(1000);

/**
 * How the calls of a tool find their recorded answer. `keyed`: same arguments, in any order; `nth`: the same how-manieth call of the tool,
 * whatever its arguments; `fuzzy`: the nearest arguments within `maxDistance`. The last two are for tools that only read.
 */
export const toolMatchSchema = z.enum(['keyed', 'nth', 'fuzzy']);
export type ToolMatch = z.infer<typeof toolMatchSchema>;

/** How calls are answered from a recording. */
export const replayConfigSchema = z.strictObject({
  /** Folder of the recording. */
  record: z.string().min(1).max(4000),
  /** The run recorded there; the name of this run when left out. */
  run: name.optional(),
  /** A recorded trial that answers the tools of every trial; each trial has its own when left out. Models always have their own. */
  trial: name.optional(),
  /** Servers answered from the recording; all when left out. The others are live. */
  servers: z.array(name).max(200).optional(),
  /** `strict`: the recorded calls in the recorded order and no other. `keyed`: by what is called, in any order. */
  match: z.enum(['keyed', 'strict']).default('keyed'),
  /** Another way for some tools, `*` standing for any text; the first that fits. */
  tools: z.record(pattern, toolMatchSchema).default({}),
  /** Between 0 (the same) and 1 (nothing in common). */
  maxDistance: z.number().min(0).max(1).default(0.25),
  /**
   * What becomes of a call that was not recorded. `fail`: the trial is unmeasured; `live`: it goes to the server itself, if it reads or is allowed;
   * `tool-error`: the agent is told that the tool is not available; `synthesize`: an answer is made from the tool's output schema.
   */
  unmatched: z.enum(['fail', 'live', 'tool-error', 'synthesize']).default('fail'),
  /** Calls that may go to the live server although they write; `*` stands for any text. */
  allow: z.array(pattern).max(1000).default([]),
  /** Places in arguments that differ from run to run; no part of what is matched. */
  volatile: z.array(pointer).max(100).default([]),
  /** Streams come at once at 0, as recorded at 1, twice as fast at 2. */
  speed: z.number().min(0).max(1000).default(0),
});
export type ReplayConfig = z.infer<typeof replayConfigSchema>;
export type ReplayConfigInput = z.input<typeof replayConfigSchema>;

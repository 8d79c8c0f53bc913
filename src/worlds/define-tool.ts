import { z } from 'zod';
import { type Json, SeatrialError } from '#base';
import type { ToolEffect } from '#schema';
import { argumentProblems } from './check-arguments.ts';
import { frozenCopy } from './copy-json.ts';
import type { ToolDefinition } from './tool.ts';

/** Where a tool writes down the effects it has. */
export interface EffectRecorder {
  /**
   * One effect. `key` names what was acted on so that two executions of one effect have one key, such as `refund:O-1042:I-2`.
   * Entries count only when the tool succeeds.
   */
  record(effect: { readonly key: string }): void;
}

/** What a tool works with. */
export interface ToolRun<State, Arguments> {
  /** The state, to be changed in place. A read tool gets it frozen. What a tool does before it refuses or throws never happened. */
  readonly state: State;
  /** Arguments that fit `input`. */
  readonly args: Arguments;
  readonly effects: EffectRecorder;
  /** Says no in words for the agent. Never returns: write `return refuse('…')`, so that the compiler knows. */
  refuse(message: string): never;
  /** The trial's simulated clock: a step later at each call. */
  readonly now: Date;
}

/** A tool as its author writes it. */
export interface ToolSpec<State, Input extends z.ZodObject> {
  /** Up to 64 letters, digits, `_` and `-`, which all protocols take. */
  readonly name: string;
  /** What it does and when to use it, for the agent. */
  readonly description: string;
  readonly effect: ToolEffect;
  /** The arguments; members not named here are refused. Write `.describe()` on each: the agent reads it. */
  readonly input: Input;
  /**
   * The argument that carries the caller's idempotency key. A repeated key with the same arguments gives the first answer again, without a second
   * effect or entry; with other arguments it is refused. Answers that were errors are not kept.
   */
  readonly idempotencyKey?: Extract<keyof z.output<Input>, string>;
  /** Synchronous, because a call is one transaction. What it returns is the answer: any JSON, nothing for `null`. */
  run(run: ToolRun<State, z.output<Input>>): Json | undefined;
}

/** A call whose arguments fit. */
export interface CheckedCall<State> {
  /** The arguments after the schema's defaults. */
  readonly arguments: Json;
  readonly idempotencyKey: string | null;
  run(context: Omit<ToolRun<State, never>, 'args'>): Json | undefined;
}

/** A tool of a world with this state: made by {@link defineTool}. */
export interface WorldTool<State> {
  readonly definition: ToolDefinition;
  /** The checked call, or what is wrong with the arguments. */
  check(args: Json): CheckedCall<State> | { readonly problem: string };
}

/**
 * Makes a tool for a world of this state. Called twice, because the state's type is given and the arguments' type is read off `input`.
 *
 * @throws WORLD_BAD_TOOL for a name that protocols refuse, an empty description, or an input that JSON Schema cannot say
 * @example
 * const ship = defineTool<State>()({
 *   name: 'ship_order',
 *   description: 'Ships an order.',
 *   effect: 'write',
 *   input: z.object({ order_id: z.string() }),
 *   run({ state, args, effects, refuse }) {
 *     const order = state.orders[args.order_id];
 *     if (order === undefined) return refuse(`no order ${args.order_id}`);
 *     order.status = 'shipped';
 *     effects.record({ key: `ship:${args.order_id}` });
 *     return { status: order.status };
 *   },
 * });
 */
export function defineTool<State>() {
  return <Input extends z.ZodObject>(spec: ToolSpec<State, Input>): WorldTool<State> => {
    const schema = spec.input.strict();
    const known = Object.keys(spec.input.shape);
    return {
      definition: toolDefinition(spec, schema),
      check(args) {
        const parsed = schema.safeParse(args);
        if (!parsed.success) return { problem: argumentProblems(parsed.error, known) };
        const values = parsed.data as z.output<Input>;
        const key = spec.idempotencyKey === undefined ? undefined : values[spec.idempotencyKey];
        return {
          arguments: frozenCopy(values),
          idempotencyKey: typeof key === 'string' ? key : null,
          run: (context) => spec.run({ ...context, args: values }),
        };
      },
    };
  };
}

function toolDefinition<State, Input extends z.ZodObject>(
  spec: ToolSpec<State, Input>,
  schema: z.ZodObject,
): ToolDefinition {
  const wrong = (message: string): SeatrialError =>
    new SeatrialError('WORLD_BAD_TOOL', { message: `tool ${JSON.stringify(spec.name)}: ${message}` });
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(spec.name))
    throw wrong('expected a name of 1 to 64 letters, digits, _ and -, because no other fits all protocols');
  if (spec.description.trim() === '')
    throw wrong('expected a description, because the agent has nothing else to go by');
  return {
    name: spec.name,
    description: spec.description,
    inputSchema: inputSchema(schema, wrong),
    effect: spec.effect,
  };
}

function inputSchema(schema: z.ZodObject, wrong: (message: string) => Error): { readonly [key: string]: Json } {
  try {
    const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    return frozenCopy(made) as { readonly [key: string]: Json };
  } catch (error) {
    throw wrong(`expected an input that JSON Schema can describe, got: ${(error as Error).message}`);
  }
}

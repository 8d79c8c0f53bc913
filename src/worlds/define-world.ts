import type { z } from 'zod';
import { digestJson, type Json, SeatrialError } from '#base';
import { frozenCopy } from './copy-json.ts';
import type { WorldTool } from './define-tool.ts';
import { applyMergePatch } from './merge-patch.ts';
import { openSession } from './open-session.ts';
import { type ClockSpec, simulatedClock } from './simulated-clock.ts';
import { stateChanges } from './state-changes.ts';
import type { World, WorldSetup } from './world.ts';

/** A world as its author writes it. */
export interface WorldSpec<State> {
  readonly name: string;
  /** To be raised with every change of what the tools do: the digest sees the state, the policy and the tools' definitions, not their code. */
  readonly version: string;
  /** Instructions to the agent, Markdown; null for none. */
  readonly policy: string | null;
  /** The state's shape: JSON only, no transformations. Every session's beginning is held to it. */
  readonly state: z.ZodType<State>;
  /**
   * The beginning: a state, which makes opening a session cheap, or a function of the seed that gives the same state for the same seed.
   */
  readonly initial: NoInfer<State> | ((seed: number) => NoInfer<State>);
  readonly tools: readonly WorldTool<NoInfer<State>>[];
  /** The simulated clock of a trial; from 2026-01-05T09:00:00Z in steps of 30 seconds when left out. */
  readonly clock?: ClockSpec;
}

const defaultClock: ClockSpec = { startsAt: '2026-01-05T09:00:00Z', stepSeconds: 30 };

/**
 * Makes a world out of a state, tools and a policy.
 *
 * @throws WORLD_BAD_WORLD for two tools of one name or none at all; WORLD_BAD_STATE when the state for seed 0 does not fit its own schema;
 * WORLD_BAD_CLOCK
 * @example
 * const shop = defineWorld({ name: 'shop', version: '1', policy: null, state: stateSchema, initial: { orders: {} }, tools: [ship] });
 * const session = shop.open({ seed: 7 });
 * await session.tools.call({ name: 'ship_order', arguments: { order_id: 'O-1' } });
 */
export function defineWorld<State>(spec: WorldSpec<State>): World {
  const { name, version, policy, clock = defaultClock } = spec;
  const definitions = checkTools(spec).map(({ definition }) => definition);
  simulatedClock(clock);
  const beginning = beginnings(spec);
  return {
    name,
    version,
    policy,
    digest: digestJson({
      name,
      version,
      policy,
      clock: { ...clock },
      state: beginning({ seed: 0 }),
      tools: definitions.map((one) => ({ ...one })),
    }),
    open: (setup) => openSession({ initial: beginning(setup), tools: offered(spec, setup), clock }),
  };
}

function checkTools<State>({ name, tools }: WorldSpec<State>): readonly WorldTool<State>[] {
  const names = tools.map(({ definition }) => definition.name);
  const twice = names.find((tool, at) => names.indexOf(tool) !== at);
  if (twice !== undefined || names.length === 0) {
    throw new SeatrialError('WORLD_BAD_WORLD', {
      message:
        twice === undefined
          ? `world ${name} has no tools`
          : `world ${name} has two tools named ${twice}; expected each name once`,
    });
  }
  return tools;
}

/** The frozen beginning for a setup. Where the world begins the same for all seeds, each is made and checked once and then shared. */
function beginnings<State>(spec: WorldSpec<State>): (setup: WorldSetup) => Json {
  const { initial } = spec;
  if (typeof initial === 'function') {
    const forSeed = initial as (seed: number) => State;
    return (setup) => patched(spec, checked(spec, forSeed(setup.seed) as Json, setup), setup);
  }
  const shared = checked(spec, initial as Json, { seed: 0 });
  // By identity, so that a beginning lives as long as its scenario
  const byPatch = new WeakMap<object, Json>();
  return (setup) => {
    const known = typeof setup.state === 'object' && setup.state !== null ? byPatch.get(setup.state) : undefined;
    const made = known ?? patched(spec, shared, setup);
    if (typeof setup.state === 'object' && setup.state !== null) byPatch.set(setup.state, made);
    return made;
  };
}

function patched<State>(spec: WorldSpec<State>, initial: Json, setup: WorldSetup): Json {
  if (setup.state === undefined) return initial;
  const wanted = applyMergePatch(initial, setup.state);
  const state = checked(spec, wanted, setup);
  // A schema that ignores unknown members would let a misspelt patch pass for a beginning
  const ignored = stateChanges(wanted, state).find(({ after }) => after === undefined);
  if (ignored !== undefined) throw badState(spec.name, `${ignored.path}: the world's state has no such member`, setup);
  return state;
}

function checked<State>(spec: WorldSpec<State>, state: Json, setup: WorldSetup): Json {
  const parsed = spec.state.safeParse(state);
  if (parsed.success) return frozenCopy(parsed.data);
  const { path = [], message = 'no reason given' } = parsed.error.issues[0] ?? {};
  throw badState(spec.name, `/${path.map(String).join('/')}: ${message}`, setup);
}

function badState(world: string, problem: string, { state, seed }: WorldSetup): SeatrialError {
  return new SeatrialError('WORLD_BAD_STATE', {
    message: `expected a beginning that fits the state of world ${world}, got ${problem}`,
    hint:
      state === undefined
        ? `mend the world's beginning for seed ${seed}, or its schema`
        : "mend the scenario's patch of the state",
  });
}

function offered<State>({ name, tools }: WorldSpec<State>, setup: WorldSetup): readonly WorldTool<State>[] {
  if (setup.tools === undefined) return tools;
  const wanted = new Set(setup.tools);
  const known = new Set(tools.map(({ definition }) => definition.name));
  const unknown = [...wanted].find((tool) => !known.has(tool));
  if (unknown !== undefined) {
    throw new SeatrialError('WORLD_UNKNOWN_TOOL', {
      message: `expected tools of world ${name} (${[...known].join(', ')}), got ${unknown}`,
    });
  }
  return tools.filter(({ definition }) => wanted.has(definition.name));
}

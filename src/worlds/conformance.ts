import assert from 'node:assert/strict';
import { canonicalJson, type Json, SeatrialError } from '#base';
import type { ToolRequest, ToolResult } from './tool.ts';
import type { World, WorldSession } from './world.ts';
import { worldLaws } from './world-laws.ts';

/** A world and calls that show its tools at work. */
export interface WorldSubject {
  readonly world: World;
  /** Successful calls of read tools on a fresh session; at least one. */
  readonly reads: readonly ToolRequest[];
  /** Calls that change the world, in an order in which all succeed; empty for a world that cannot be changed. */
  readonly writes: readonly ToolRequest[];
  /** Calls that a fresh session refuses for a reason of its own: well-formed, but against its rules. */
  readonly refusals: readonly ToolRequest[];
}

/** One claim about a world. `run` throws an `AssertionError` when it does not hold. */
export interface WorldCheck {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * What every world keeps, whoever made it. Needs no test framework.
 *
 * @example for (const check of worldConformance(subject)) it(check.name, () => check.run());
 */
export function worldConformance(subject: WorldSubject): readonly WorldCheck[] {
  return [
    ...sessionChecks(subject),
    ...setupChecks(subject),
    ...callChecks(subject),
    ...errorChecks(subject),
    ...hostileArguments.map(([what, args]) => hostileCheck(subject, what, args)),
    check('keeps the laws of tools over all these calls', async () => {
      const calls = [...subject.refusals, ...subject.reads, ...subject.writes, ...subject.reads];
      assert.deepEqual(await worldLaws(subject.world, { seed: 1 }, calls), []);
    }),
  ];
}

function sessionChecks({ world, reads, writes }: WorldSubject): WorldCheck[] {
  return [
    check('opens the same world for the same seed', async () => {
      assert.equal(textOf(open(world).snapshot()), textOf(open(world).snapshot()));
      assert.equal(textOf(open(world).initial), textOf(open(world).snapshot()));
      assert.deepEqual(open(world).changes(), []);
      assert.deepEqual(open(world).ledger(), []);
    }),
    check('keeps sessions apart, open at the same time or one after the other', async () => {
      const [touched, untouched] = [open(world), open(world)];
      const before = textOf(untouched.snapshot());
      for (const request of writes) succeeded(request, await touched.tools.call(request));
      assert.equal(textOf(untouched.snapshot()), before);
      assert.equal(textOf(open(world).snapshot()), before);
      assert.equal(textOf(touched.initial), before);
      assert.equal(touched.changes().length > 0, writes.length > 0);
    }),
    check('lets nobody change the world through what it hands out', async () => {
      const session = open(world);
      const before = textOf(session.snapshot());
      for (const request of reads) vandalise((await session.tools.call(request)).value);
      vandalise(session.snapshot());
      vandalise(session.initial);
      assert.equal(textOf(session.snapshot()), before);
      assert.equal(textOf(open(world).snapshot()), before);
    }),
    check('answers the same to calls made at once as to calls made in turn', async () => {
      const [inTurn, atOnce] = [open(world), open(world)];
      const one: ToolResult[] = [];
      for (const request of writes) one.push(await inTurn.tools.call(request));
      assert.deepEqual(await Promise.all(writes.map((request) => atOnce.tools.call(request))), one);
      assert.equal(textOf(atOnce.snapshot()), textOf(inTurn.snapshot()));
    }),
  ];
}

function setupChecks({ world }: WorldSubject): WorldCheck[] {
  return [
    check('refuses a setup with a tool it does not have', async () => {
      assert.throws(() => world.open({ seed: 1, tools: ['no_such_tool'] }), withCode('WORLD_UNKNOWN_TOOL'));
    }),
    check('refuses a setup whose state is none of its own', async () => {
      assert.throws(() => world.open({ seed: 1, state: 'not a state' }), withCode('WORLD_BAD_STATE'));
    }),
  ];
}

function callChecks({ world, reads, writes }: WorldSubject): WorldCheck[] {
  return [
    check('answers reads and changes nothing by them', async () => {
      const session = open(world);
      assert.ok(reads.length > 0, 'expected at least one read call to try');
      for (const request of reads) succeeded(request, await session.tools.call(request));
      assert.deepEqual(session.changes(), []);
      assert.deepEqual(session.ledger(), []);
    }),
    check('writes the ledger when it changes, in order', async () => {
      const session = open(world);
      for (const request of writes) {
        const before = session.ledger().length;
        succeeded(request, await session.tools.call(request));
        assert.ok(session.ledger().length > before, `expected ${request.name} to write the ledger`);
      }
      assert.deepEqual(
        session.ledger().map(({ sequence }) => sequence),
        session.ledger().map((_, at) => at),
      );
    }),
  ];
}

function errorChecks({ world, reads, refusals }: WorldSubject): WorldCheck[] {
  return [
    check('refuses by an answer and leaves everything as it was', async () => {
      for (const request of refusals) await expectError(open(world), request, 'refused');
    }),
    check('answers a call of an unknown tool with an error', async () => {
      await expectError(open(world), { name: 'no_such_tool', arguments: {} }, 'unknown-tool');
      await expectError(open(world), { name: '__proto__', arguments: {} }, 'unknown-tool');
      await expectError(open(world), { name: 'x'.repeat(100_000), arguments: {} }, 'unknown-tool');
    }),
    check('answers malformed arguments with an error', async () => {
      for (const { name } of open(world).tools.definitions) {
        const request = { name, arguments: '{"a": ', argumentsMalformed: true };
        await expectError(open(world), request, 'invalid-arguments');
      }
    }),
    check('stops when the trial is over', async () => {
      const [request] = reads;
      const reason = new Error('over');
      const late = {
        name: request?.name ?? '',
        arguments: request?.arguments ?? {},
        signal: AbortSignal.abort(reason),
      };
      await assert.rejects(open(world).tools.call(late), reason);
    }),
  ];
}

const hostileArguments: readonly (readonly [string, () => Json])[] = [
  ['an argument it does not take', () => ({ no_such_argument: 1 })],
  ['no object', () => [1, 2, 3]],
  ['null', () => null],
  ['a __proto__ member', () => JSON.parse('{"__proto__": {"polluted": true}}')],
  ['100,000 levels of nesting', () => ({ no_such_argument: nested(100_000) })],
  ['a list of a million numbers', () => ({ no_such_argument: new Array<Json>(1_000_000).fill(0) })],
  ['a text of ten million characters', () => ({ no_such_argument: 'x'.repeat(10_000_000) })],
];

function hostileCheck({ world }: WorldSubject, what: string, args: () => Json): WorldCheck {
  return check(`answers arguments with ${what} with a short error`, async () => {
    for (const { name } of open(world).tools.definitions) {
      const result = await expectError(open(world), { name, arguments: args() }, 'invalid-arguments');
      assert.ok(result.text.length < 4000, `expected a short text, got ${result.text.length} characters`);
    }
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
}

function nested(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

async function expectError(
  session: WorldSession,
  request: ToolRequest,
  error: NonNullable<ToolResult['error']>,
): Promise<ToolResult> {
  const result = await session.tools.call(request);
  assert.equal(result.isError, true);
  assert.equal(
    result.error,
    error,
    `expected ${error} from ${request.name.slice(0, 80)}, got ${result.text.slice(0, 400)}`,
  );
  assert.notEqual(result.text, '');
  assert.deepEqual(session.changes(), []);
  assert.deepEqual(session.ledger(), []);
  return result;
}

function succeeded(request: ToolRequest, result: ToolResult): void {
  assert.equal(result.isError, false, `expected ${request.name} to succeed, got ${result.text}`);
}

/** Tries to change a value everywhere; a frozen one may object. */
function vandalise(value: Json): void {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    vandalise((value as { readonly [key: string]: Json })[key] ?? null);
    try {
      (value as { [key: string]: Json })[key] = 'vandalised';
    } catch (error) {
      assert.ok(error instanceof TypeError);
    }
  }
}

function withCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SeatrialError && error.code === code;
}

function open(world: World): WorldSession {
  return world.open({ seed: 1 });
}

function textOf(value: Json): string {
  return canonicalJson(value);
}

function check(name: string, run: () => Promise<void>): WorldCheck {
  return { name, run };
}

import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type AgentAdapter, AgentFailure, type AgentReply, type AgentSession } from './agent.ts';
import type { ConformanceCheck, ConformanceSubject } from './conformance-subject.ts';
import { type ConformanceTrial, conformanceTrial } from './conformance-trial.ts';

/** The credential given to every scripted agent's adapter. */
export const secret = 'conformance-secret-5e1f0c';
/** Only ends checks of adapters that are broken; nothing waits for it otherwise. */
export const patienceMs = 20_000;
/** How soon an aborted turn must have rejected. */
export const soonMs = 5000;

/** A fresh scripted agent, and sessions with it. */
export interface Stage {
  readonly adapter: AgentAdapter;
  open(): Promise<{ readonly session: AgentSession; readonly trial: ConformanceTrial }>;
}

/** A check on a fresh agent. Afterwards nothing of it may be left running, and nothing it said may contain the secret. */
export function stagedCheck(
  subject: ConformanceSubject,
  name: string,
  play: (stage: Stage) => Promise<void>,
): ConformanceCheck {
  return {
    name,
    run: async () => {
      const before = running();
      const closers: (() => Promise<void>)[] = [];
      const { adapter, stop } = await within(subject.start(secret), patienceMs);
      try {
        assertNoSecret(adapter.identity);
        await play({ adapter, open: () => openSession(subject, adapter, closers) });
      } finally {
        await within(adapter[Symbol.asyncDispose](), patienceMs);
        for (const close of closers) await close();
        await stop();
      }
      await settle(before);
    },
  };
}

async function openSession(subject: ConformanceSubject, adapter: AgentAdapter, closers: (() => Promise<void>)[]) {
  const [trial, close] = conformanceTrial(`conformance#${closers.length}.0`, subject.serveTools);
  closers.push(close);
  const session = await within(adapter.open(trial, AbortSignal.timeout(patienceMs)), patienceMs);
  return { session, trial };
}

/** One turn of the user, which must have an end. */
export function say(session: AgentSession, text: string): Promise<AgentReply> {
  return within(session.reply(text, AbortSignal.timeout(patienceMs)), patienceMs);
}

/** The failure with which a turn rejects: of this owner, with this code, without the secret. */
export async function expectFailure(
  turn: Promise<unknown>,
  owner: AgentFailure['owner'],
  code: string,
): Promise<AgentFailure> {
  const failure = await rejection(turn, patienceMs);
  assert.ok(failure instanceof AgentFailure, `expected an AgentFailure, got ${inspect(failure)}`);
  assert.deepEqual([failure.owner, failure.code], [owner, code], failure.message);
  assertNoSecret(failure);
  return failure;
}

function assertNoSecret(value: unknown): void {
  assert.ok(!inspect(value, { depth: 20, showHidden: true }).includes(secret), 'a secret of the configuration shows');
}

/** What a turn rejects with, within so much time. */
export async function rejection(turn: Promise<unknown>, ms: number): Promise<unknown> {
  let reason: unknown;
  const settled = turn.then(
    () => false,
    (error: unknown) => {
      reason = error;
      return true;
    },
  );
  assert.ok(await within(settled, ms), 'expected the turn to reject, it resolved');
  return reason;
}

/** The end of some work, which must come within so much time. */
export async function within<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  const stop = new AbortController();
  const late = delay(ms, undefined, { signal: stop.signal }).then(() => {
    throw new assert.AssertionError({ message: `expected an end within ${ms} ms` });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}

const counted = new Set(['ProcessWrap', 'TCPSocketWrap', 'TCPServerWrap', 'PipeWrap']);

/** Children, sockets and pipes that this process holds open, by kind. */
function running(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo())
    if (counted.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Waits until nothing is held open that was not before; the operating system closes what was ended a little later. */
async function settle(before: ReadonlyMap<string, number>): Promise<void> {
  let more: [string, number][] = [];
  for (let waitedMs = 0; waitedMs < soonMs; waitedMs += 5) {
    more = [...running()].filter(([kind, count]) => count > (before.get(kind) ?? 0));
    if (more.length === 0) return;
    await delay(5);
  }
  assert.fail(`left running: ${more.map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
}

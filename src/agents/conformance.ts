import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentFailure, AgentReply } from './agent.ts';
import { type ScriptedAction, type ScriptedCall, scriptedRetryAfterMs } from './conformance-script.ts';
import { expectFailure, patienceMs, rejection, say, secret, soonMs, stagedCheck, within } from './conformance-stage.ts';
import type { ConformanceCheck, ConformancePower, ConformanceSubject } from './conformance-subject.ts';
import { type ConformanceTrial, conformanceTrial } from './conformance-trial.ts';

/**
 * What every adapter keeps, tried against a scripted agent of its kind: real processes, real sockets.
 *
 * Needs no test framework: each check has a name and throws an `AssertionError` when its claim does not hold. Checks run one after the other,
 * because they count what is left running in this process.
 *
 * @example for (const check of agentConformance(subject)) it(check.name, () => check.run());
 */
export function agentConformance(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const able = (power: ConformancePower): boolean => subject.lacks?.[power] === undefined;
  return [
    ...conversationChecks(subject),
    ...(able('tools') ? toolChecks(subject) : []),
    ...brokenAgentChecks(subject, able('endless')),
    ...(able('unreachable') ? [unreachableCheck(subject)] : []),
    ...(able('rate-limit') ? [rateLimitCheck(subject)] : []),
    ...endingChecks(subject),
  ];
}

function conversationChecks(subject: ConformanceSubject): ConformanceCheck[] {
  return [
    stagedCheck(subject, 'answers a turn', async ({ open }) => {
      const { session } = await open();
      const reply = await say(session, 'echo good morning');
      assert.equal(reply.text, 'good morning');
      assert.equal(reply.ended, false);
      assert.equal(reply.toolCalls, 0);
    }),
    stagedCheck(subject, 'is of its kind and has a name', async ({ adapter }) => {
      assert.equal(adapter.kind, subject.kind);
      assert.notEqual(adapter.identity.name, '');
    }),
    stagedCheck(subject, 'remembers earlier turns of a session', async ({ open }) => {
      const { session } = await open();
      await say(session, 'echo first');
      await say(session, 'echo second');
      assert.deepEqual(JSON.parse((await say(session, 'recall')).text), ['echo first', 'echo second', 'recall']);
    }),
    stagedCheck(subject, 'begins each session with nothing', async ({ open }) => {
      const { session: first } = await open();
      await say(first, 'echo of the first');
      await first[Symbol.asyncDispose]();
      const { session: second } = await open();
      assert.deepEqual(JSON.parse((await say(second, 'recall')).text), ['recall']);
    }),
    stagedCheck(subject, 'keeps two parallel sessions apart', async ({ open }) => {
      const [left, right] = await Promise.all([open(), open()]);
      await Promise.all([say(left.session, 'echo left'), say(right.session, 'echo right')]);
      const [ofLeft, ofRight] = await Promise.all([say(left.session, 'recall'), say(right.session, 'recall')]);
      assert.deepEqual(JSON.parse(ofLeft.text), ['echo left', 'recall']);
      assert.deepEqual(JSON.parse(ofRight.text), ['echo right', 'recall']);
    }),
    stagedCheck(subject, 'passes hostile texts through untouched', async ({ open }) => {
      const { session } = await open();
      for (const [what, text] of hostileTexts) assert.equal((await say(session, `echo ${text}`)).text, text, what);
    }),
  ];
}

const hostileTexts: readonly (readonly [string, string])[] = [
  ['line breaks and line separators', 'one\ntwo\r\nthree\u{2028}four\u{2029}five\n\n{"text":"not a frame"}\n'],
  ['terminal escapes and control characters', '\u{1b}[2J\u{1b}]0;title\u{7}\u{0}\u{8}end'],
  ['direction overrides, combining marks and emoji', 'a\u{202e}b\u{202c} e\u{301} 👩‍🚀 \u{feff}z'],
  ['protocol look-alikes', '{"__proto__":{"polluted":true}} </user><system>data: [DONE]${x}\\u0000%00'],
  ['a text of 200,000 characters', 'long '.repeat(40_000).trimEnd()],
];

function toolChecks(subject: ConformanceSubject): ConformanceCheck[] {
  return [
    stagedCheck(subject, "carries a tool call to the box and the tool's result to the agent", async ({ open }) => {
      const { session, trial } = await open();
      const reply = await say(session, call({ name: 'add', arguments: { a: 2, b: 40 } }));
      assert.deepEqual(calledTools(trial), [['add', { a: 2, b: 40 }]]);
      assert.deepEqual(JSON.parse(reply.text), { sum: 42 });
    }),
    stagedCheck(subject, 'carries several calls of one decision, results in their order', async ({ open }) => {
      const { session, trial } = await open();
      const adds = [1, 2, 3].map((a) => ({ name: 'add', arguments: { a, b: 0 } }));
      const reply = await say(session, call(...adds));
      assert.equal(trial.tools.calls.length, 3);
      assert.deepEqual(reply.text.split('\n').map(sumOf), [1, 2, 3]);
    }),
    stagedCheck(subject, 'calls tools again in later turns and still remembers', async ({ open }) => {
      const { session, trial } = await open();
      await say(session, call({ name: 'add', arguments: { a: 1, b: 1 } }));
      await say(session, call({ name: 'add', arguments: { a: 2, b: 2 } }));
      assert.equal(trial.tools.calls.length, 2);
      assert.equal((JSON.parse((await say(session, 'recall')).text) as unknown[]).length, 3);
    }),
    stagedCheck(subject, 'lets the agent see that a tool does not exist', async ({ open }) => {
      const { session } = await open();
      const reply = await say(session, call({ name: 'subtract', arguments: { a: 2, b: 1 } }));
      assert.notEqual(reply.text, '');
      assert.equal((await say(session, 'echo still here')).text, 'still here');
    }),
    stagedCheck(subject, 'stops within a tool call when the signal aborts', async ({ open }) => {
      const { session, trial } = await open();
      const reason = new Error('the trial is over');
      const stop = new AbortController();
      const turn = session.reply(call({ name: 'wait', arguments: {} }), stop.signal);
      void trial.tools.waitCalled.then(() => stop.abort(reason));
      assert.equal(await rejection(turn, patienceMs), reason);
    }),
  ];
}

function brokenAgentChecks(subject: ConformanceSubject, canStream: boolean): ConformanceCheck[] {
  const crash = subject.crash ?? { owner: 'agent', code: 'agent-crashed' };
  const broken = (name: string, order: ScriptedAction['kind'], owner: AgentFailure['owner'], code: string) =>
    stagedCheck(subject, name, async ({ open }) => {
      const { session } = await open();
      await expectFailure(say(session, order), owner, code);
    });
  return [
    broken('blames garbage on the agent', 'garbage', 'agent', 'agent-garbage'),
    broken('blames a text of 1.5 million characters on the agent', 'flood', 'agent', 'agent-flood'),
    ...(canStream ? [broken('cuts an answer without end', 'endless', 'agent', 'agent-flood')] : []),
    broken('tells who is to blame for a death in the middle of a turn', 'crash', crash.owner, crash.code),
    stagedCheck(subject, 'gives the next trial a working agent after one broke', async ({ open }) => {
      for (const order of ['crash', 'garbage', 'flood']) {
        const { session } = await open();
        await rejection(say(session, order), patienceMs);
        await session[Symbol.asyncDispose]();
      }
      const { session } = await open();
      assert.equal((await say(session, 'echo back again')).text, 'back again');
    }),
  ];
}

function unreachableCheck(subject: ConformanceSubject): ConformanceCheck {
  return {
    name: 'loses the trial to infrastructure when nobody is there',
    run: async () => {
      await using adapter = await subject.unreachable?.(secret);
      assert.ok(adapter !== undefined, 'a subject with the power `unreachable` has an `unreachable` function');
      const [trial, close] = conformanceTrial('unreachable#0.0', subject.serveTools);
      const talk = async (): Promise<AgentReply> => {
        await using session = await adapter.open(trial, AbortSignal.timeout(patienceMs));
        return await say(session, 'echo anyone');
      };
      await expectFailure(talk(), 'infrastructure', 'agent-unreachable');
      await close();
    },
  };
}

function rateLimitCheck(subject: ConformanceSubject): ConformanceCheck {
  return stagedCheck(
    subject,
    "loses the trial to infrastructure at a provider's limit and says when to come back",
    async ({ open }) => {
      const { session } = await open();
      const failure = await expectFailure(say(session, 'rate-limit'), 'infrastructure', 'provider-rate-limited');
      assert.equal(failure.retryAfterMs, scriptedRetryAfterMs);
    },
  );
}

function endingChecks(subject: ConformanceSubject): ConformanceCheck[] {
  return [
    stagedCheck(subject, "rejects soon with the signal's reason when the agent never answers", async ({ open }) => {
      const { session } = await open();
      const stop = new AbortController();
      const turn = session.reply('hang', stop.signal);
      const reason = new Error('out of time');
      // Any moment is a fair moment to give up; this one is late enough for most agents to have begun.
      void delay(30).then(() => stop.abort(reason));
      assert.equal(await rejection(turn, soonMs), reason);
    }),
    stagedCheck(subject, 'does not begin a turn whose signal has aborted', async ({ open }) => {
      const { session, trial } = await open();
      const reason = new Error('cancelled before');
      const turn = session.reply('echo never', AbortSignal.abort(reason));
      assert.equal(await rejection(turn, soonMs), reason);
      assert.equal(trial.tools.calls.length, 0);
    }),
    stagedCheck(subject, 'cancels one session and leaves the others alone', async ({ open }) => {
      const [doomed, other] = await Promise.all([open(), open()]);
      const stop = new AbortController();
      const turn = doomed.session.reply('hang', stop.signal);
      await say(other.session, 'echo meanwhile');
      stop.abort(new Error('only this one'));
      await rejection(turn, soonMs);
      assert.deepEqual(JSON.parse((await say(other.session, 'recall')).text), ['echo meanwhile', 'recall']);
    }),
    stagedCheck(
      subject,
      'may be disposed twice, session and adapter, in the middle of a turn too',
      async ({ adapter, open }) => {
        const { session } = await open();
        const turn = session.reply('hang', AbortSignal.timeout(patienceMs)).catch((error: unknown) => error);
        await session[Symbol.asyncDispose]();
        await session[Symbol.asyncDispose]();
        assert.ok((await within(turn, soonMs)) instanceof Error, 'a turn of a disposed session rejects');
        await adapter[Symbol.asyncDispose]();
        await adapter[Symbol.asyncDispose]();
      },
    ),
    stagedCheck(subject, 'ends open sessions when the adapter is disposed', async ({ adapter, open }) => {
      await open();
      await open();
      await adapter[Symbol.asyncDispose]();
    }),
  ];
}

function call(...calls: readonly ScriptedCall[]): string {
  return `call ${JSON.stringify(calls)}`;
}

function calledTools(trial: ConformanceTrial): unknown[] {
  return trial.tools.calls.map(({ name, arguments: given }) => [name, given]);
}

function sumOf(line: string): number {
  return (JSON.parse(line) as { sum: number }).sum;
}

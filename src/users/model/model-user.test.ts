import { describe, expect, it } from 'vitest';
import { type ChatRequest, ModelFailure, type ScriptedAnswer, scriptedModel } from '#llm';
import { type ScenarioInput, unknownUsage } from '#schema';
import { sceneOf } from '../conformance-scene.ts';
import { converse } from '../testing/converse.ts';
import { UserFailure, type UserMove } from '../user.ts';
import { modelUser } from './model-user.ts';

type AgendaInput = Extract<ScenarioInput['user'], { agenda: unknown }>;

const refund: AgendaInput = {
  facts: [
    { id: 'order', label: 'order number', value: 'W1001', rivals: ['W1002'] },
    { id: 'email', label: 'email', value: 'mia@example.com' },
    { id: 'account', label: 'account number', value: 'A-900', tell: 'never' },
  ],
  agenda: [{ id: 'refund', say: 'I would like a refund for my lamp.', doneWhen: ['refund ... issued'] }],
};
const usage = { ...unknownUsage, inputTokens: 10, outputTokens: 5 };
const says = (text: string, leaves = 'no', told: string[] = []): string => JSON.stringify({ text, leaves, told });

/** An answer that keeps the request it was given to. */
function kept(requests: ChatRequest[], answer: string): ScriptedAnswer {
  return (request) => {
    requests.push(request);
    return answer;
  };
}

/** Plays what the model says against what the agent says. */
function play(
  answers: ScriptedAnswer[],
  agent: string[] = [],
  changes: Partial<AgendaInput> = {},
): Promise<UserMove[]> {
  const model = scriptedModel(answers, { usage, costUsd: 0.01, repeatLast: true });
  const scenario = sceneOf({ ...refund, ...changes });
  return converse(modelUser({ model }), scenario, (_text, turn) => agent[turn - 1] ?? 'I see.', {
    most: agent.length + 1,
  });
}
const mistakesOf = (moves: readonly UserMove[]) =>
  moves.flatMap(({ mistakes }) => mistakes.map(({ code, turn, fatal }) => ({ code, turn, fatal })));

describe('modelUser', () => {
  it('passes on words, usage and cost', async () => {
    const [move] = await play([says('I want a refund.')]);
    expect(move).toEqual({
      text: 'I want a refund.',
      leaves: null,
      confusions: [],
      settled: [],
      mistakes: [],
      usage,
      costUsd: 0.01,
    });
  });

  it('tells the model persona, facts with their rules, agenda and the stopping contract', async () => {
    const requests: ChatRequest[] = [];
    const model = scriptedModel([kept(requests, says('Hello.'))]);
    await modelUser({ model, temperature: 0.3 }).open(sceneOf(refund), 5).next(null, new AbortController().signal);
    const [request] = requests;
    for (const part of ['W1001', 'only when the agent asks', 'you do not know it', 'refund for my lamp', 'Never leave'])
      expect(request?.system).toContain(part);
    expect(request?.system).not.toContain('A-900');
    expect(request).toMatchObject({ temperature: 0.3, schema: { required: ['text', 'leaves', 'told'] } });
    expect(Number.isInteger(request?.seed)).toBe(true);
  });
});

describe('the check of a model-driven user', () => {
  const good = says('I want a refund.');

  it.each([
    ['unsupported-answer', says('My order is W7777.'), 'an id that it does not know'],
    ['unsupported-answer', says('Write to me@elsewhere.com.'), 'an address that it does not know'],
    ['unsupported-answer', says('I paid $93.50.'), 'an amount that nobody named'],
    ['unsupported-answer', says('My account is A-900.'), 'what it is not to know'],
    ['early-disclosure', says('My order is W1001.'), 'a value before it is asked for'],
    ['early-disclosure', says('Here you are.', 'no', ['email']), 'a fact told by its id'],
    ['broken-role', says('How can I help you today?'), 'words of the agent'],
    ['broken-role', says(''), 'silence'],
    ['wrong-stop', says('Thanks, bye.', 'satisfied'), 'leaving before anything is done'],
    ['wrong-stop', says('Then not.', 'declined'), 'leaving though nobody refused'],
    ['wrong-stop', says('Forget it.', 'gave-up'), 'giving up at once'],
  ])('finds %s in %s (%s), lets it try again, and counts a mistake', async (code, wrong) => {
    const [move] = await play([wrong, good]);
    expect(mistakesOf([move!])).toEqual([{ code, turn: 1, fatal: false }]);
    expect(move).toMatchObject({ text: 'I want a refund.', leaves: null, costUsd: 0.02 });
  });

  it('is fatal when the second answer is wrong too', async () => {
    const [move] = await play([says('My order is W7777.')]);
    expect(mistakesOf([move!])).toEqual([{ code: 'unsupported-answer', turn: 1, fatal: true }]);
    expect(move?.leaves).toBe('gave-up');
  });

  it('tells the model what was wrong', async () => {
    const requests: ChatRequest[] = [];
    await play([kept(requests, says('My order is W7777.')), kept(requests, good)]);
    expect(requests[1]?.messages.at(-1)?.text).toMatch(/cannot be sent: nothing it knows holds W7777/);
  });

  it('lets it repeat what the agent said and tell what the agent asked', async () => {
    const moves = await play(
      [good, says('It is W1001.', 'no', ['order']), says('Yes, please refund $43.20.')],
      ['What is your order number?', 'I would refund $43.20 for the lamp of order W1001. Shall I go ahead?'],
    );
    expect(mistakesOf(moves)).toEqual([]);
  });

  it('does not let it leave in the message that says yes', async () => {
    const agent = ['I would refund the lamp. Shall I go ahead?'];
    const moves = await play([good, says('Yes, thanks, bye.', 'satisfied'), says('Yes.')], agent);
    expect(mistakesOf(moves)).toEqual([{ code: 'wrong-stop', turn: 2, fatal: false }]);
    expect(moves[1]).toMatchObject({ text: 'Yes.', leaves: null });
  });

  it('lets it leave when it is done', async () => {
    const moves = await play([good, says('Thanks.', 'satisfied')], ['The refund has been issued.']);
    expect(mistakesOf(moves)).toEqual([]);
    expect(moves.at(-1)?.leaves).toBe('satisfied');
  });

  it('notices when it stays though everything is done', async () => {
    const done = ['The refund has been issued.', 'Yes.', 'Yes.', 'Yes.'];
    expect(mistakesOf(await play([good, says('And?')], done))).toEqual([{ code: 'wrong-stop', turn: 4, fatal: false }]);
  });

  it('counts a confusion only when its words are there', async () => {
    const confusions = [{ operator: 'correction' as const, fact: 'order' }];
    const agent = ['What is your order number?'];
    const put = await play([good, says('W1002, sorry, W1001.')], agent, { confusions });
    expect(put[1]?.confusions).toEqual([{ id: 'c1-correction', operator: 'correction' }]);
    expect(mistakesOf(put)).toEqual([]);
    const left = await play([good, says('W1001.')], agent, { confusions });
    expect(left[1]?.confusions).toEqual([]);
  });

  it('sends an answer that is no usable JSON back once', async () => {
    const broken = new ModelFailure('bad-answer', 'the answer is no JSON text');
    const [move] = await play([broken, good]);
    expect(mistakesOf([move!])).toEqual([{ code: 'broken-role', turn: 1, fatal: false }]);
    const [lost] = await play([broken]);
    expect(lost).toMatchObject({ text: null, leaves: 'gave-up', costUsd: null });
    expect(mistakesOf([lost!])).toEqual([{ code: 'broken-role', turn: 1, fatal: true }]);
  });

  it('loses the trial, with the wait that was asked for, when the model cannot be had', async () => {
    const busy = new ModelFailure('rate-limited', 'busy', { retryAfterMs: 90_000 });
    const error = await play([busy]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserFailure);
    expect(error).toMatchObject({ code: 'user-model-rate-limited', retryAfterMs: 90_000 });
  });
});

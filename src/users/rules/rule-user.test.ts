import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '#schema';
import { bundledPersonas } from '../bundled-personas.ts';
import { sceneOf } from '../conformance-scene.ts';
import { converse } from '../testing/converse.ts';
import { valueIn } from '../understand/value-in.ts';
import type { UserMove } from '../user.ts';
import { ruleUser } from './rule-user.ts';

type AgendaInput = Extract<ScenarioInput['user'], { agenda: unknown }>;

const refund: AgendaInput = {
  facts: [
    { id: 'order', label: 'order number', value: 'W1001', rivals: ['W1002'] },
    { id: 'email', label: 'email', value: 'mia@example.com' },
  ],
  agenda: [{ id: 'refund', say: 'I would like a refund for my lamp.', doneWhen: ['refund ... issued'] }],
};
const play = (user: AgendaInput, agent: (text: string, turn: number) => string, seed = 1): Promise<UserMove[]> =>
  converse(ruleUser(), sceneOf(user), agent, { seed });
const script =
  (...answers: string[]) =>
  (_text: string, turn: number): string =>
    answers[Math.min(turn, answers.length) - 1] ?? '';
const texts = (moves: readonly UserMove[]): (string | null)[] => moves.map(({ text }) => text);
const leaving = (moves: readonly UserMove[]): string | null | undefined => moves.at(-1)?.leaves;

describe('ruleUser', () => {
  it('answers several questions at once, in a long answer with lists', async () => {
    const agent = script(
      '## Hello\n\nTo help you I need:\n\n- your **order ID**\n- your email\n\nThank you for your patience!',
    );
    const [, second] = await play(refund, agent);
    expect(second?.text).toMatch(/W1001.*mia@example\.com/s);
  });

  it('insists as often as its persona does, then asks for something else, then accepts', async () => {
    const agenda = [{ id: 'refund', say: 'I want a refund.', doneWhen: ['refunded'], orElse: 'I want store credit.' }];
    const persona = { name: 'own', insists: 2 };
    const moves = await play({ ...refund, agenda, persona }, () => 'I am sorry, that is not possible.');
    expect(texts(moves)[3]).toContain('I want store credit.');
    expect(leaving(moves)).toBe('declined');
    expect(moves).toHaveLength(5);
  });

  it('goes on to its next request when one is done, and leaves when all are', async () => {
    const agenda = [...refund.agenda, { id: 'hours', say: 'When do you open?', doneWhen: ['open at'] }];
    const moves = await play({ ...refund, agenda }, script('The refund has been issued.', 'We open at 9.'));
    expect(texts(moves)[1]).toContain('When do you open?');
    expect(leaving(moves)).toBe('satisfied');
    expect(moves).toHaveLength(3);
  });

  it('does not take a remark beside a finished request for a refusal of the next', async () => {
    const agenda = [...refund.agenda, { id: 'hours', say: 'When do you open?', doneWhen: ['open at'] }];
    const moves = await play(
      { ...refund, agenda },
      script('The refund has been issued. It is not possible to stop it now.', 'We open at 9.'),
    );
    expect(leaving(moves)).toBe('satisfied');
  });

  it('asks once whether it is done when the agent says so in other words, and then believes it', async () => {
    const moves = await play(refund, () => 'All done, your money was sent and the case is closed.');
    expect(leaving(moves)).toBe('satisfied');
    expect(moves).toHaveLength(3);
  });

  it('says no when it does not confirm, and leaves the item', async () => {
    const moves = await play(
      { ...refund, confirms: false },
      script('I would refund the lamp. Shall I go ahead?', 'As you wish.'),
    );
    expect(texts(moves)[1]).toMatch(/^No/);
    expect(leaving(moves)).toBe('declined');
  });

  it('refuses an offer it did not ask for, and would rather not be handed over, once', async () => {
    const insurance = await play(refund, script('Would you like to add travel insurance?'));
    expect(texts(insurance)[1]).toMatch(/^No/);
    const person = await play(refund, () => 'Would you like me to transfer you to a human agent?');
    expect(texts(person)[1]).not.toMatch(/^Yes/);
    expect(texts(person)[2]).toMatch(/^Yes/);
  });

  it('repeats itself to an agent that lost what it was told', async () => {
    const moves = await play(refund, script('What is your order number?', "I'm sorry, I can't find that order."));
    expect(texts(moves)[2]).toContain('W1001');
  });

  it('waits with a late correction no longer than a turn, and lets nothing be done meanwhile', async () => {
    const confusions = [{ operator: 'late-correction' as const, fact: 'order' }];
    const agent = script('What is your order number?', 'I would refund order W1002. Shall I go ahead?');
    const moves = await play({ ...refund, confusions }, agent);
    expect(texts(moves)[1]).toContain('W1002');
    expect(texts(moves)[2]).toMatch(/W1001, not W1002/);
    expect(texts(moves)[2]).not.toMatch(/yes/i);
  });

  it('does not settle a confusion for an agent that goes by the wrong value', async () => {
    const confusions = [{ operator: 'correction' as const, fact: 'order' }];
    const agent = script('What is your order number?', 'I would refund order W1002. Shall I go ahead?');
    const moves = await play({ ...refund, confusions }, agent);
    expect(moves.flatMap(({ settled }) => settled)).toEqual([]);
  });

  it('wavers of its own accord as `confused`, with marks that tell the truth', async () => {
    const moves = await play({ ...refund, persona: 'confused' }, script('What is your order number and your email?'));
    const operators = moves.flatMap(({ confusions }) => confusions.map(({ operator }) => operator));
    expect(new Set(operators)).toEqual(new Set(['correction', 'vague-pronoun']));
  });
});

describe('the mistakes of a rule-driven user', () => {
  const odd = 'Which colour was the box?';

  it('are reported when it cannot map a question, and are not fatal while the conversation moves', async () => {
    const agent = script(odd, 'What is your order number?', 'What is your email?', 'The refund has been issued.');
    const moves = await play(refund, agent);
    expect(moves.flatMap(({ mistakes }) => mistakes)).toEqual([
      { code: 'unmapped-question', message: `could not map: ${odd}`, turn: 2, fatal: false },
    ]);
    expect(leaving(moves)).toBe('satisfied');
  });

  it('are fatal when it cannot map anything twice in a row', async () => {
    const moves = await play(refund, () => odd);
    expect(moves.flatMap(({ mistakes }) => mistakes.map(({ fatal }) => fatal))).toEqual([false, true]);
  });

  it('are fatal the third time in all, when nothing else happens', async () => {
    const moves = await play(refund, script(odd, 'What is your email?', odd, 'What is your order number?', odd));
    expect(moves.flatMap(({ mistakes }) => mistakes.map(({ fatal }) => fatal))).toEqual([false, false, true]);
  });

  it('include a yes that its goal does not support', async () => {
    const moves = await play(refund, script('Shall I go ahead?', 'The refund has been issued.'));
    expect(moves[1]?.mistakes).toMatchObject([{ code: 'unsupported-answer', fatal: false }]);
  });
});

describe('the laws of a rule-driven user, whatever the agent says', () => {
  const lines = fc.constantFrom(
    'What is your order number?',
    'Could you share your email address?',
    'I would refund order W1001. Shall I go ahead?',
    'I would refund order W1002. Shall I go ahead?',
    'I am sorry, that is not possible.',
    'The refund has been issued.',
    'Would you like to add insurance?',
    'Would you like me to transfer you to a human agent?',
    'Please hold on, I am checking.',
    'Is there anything else?',
    "I can't find that order.",
    'Which colour was the box?',
    '',
  );
  const setting = fc.record({
    persona: fc.constantFrom(...bundledPersonas.map(({ name }) => name)),
    pace: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
    operator: fc.constantFrom(
      'correction',
      'late-correction',
      'contradiction',
      'vague-pronoun',
      'topic-switch',
      'never-mind',
    ),
    answers: fc.array(lines, { minLength: 1, maxLength: 30 }),
    seed: fc.nat(1000),
  });

  it('never leaves beside a yes, never says yes to a wrong value, always ends, and says the same again', async () =>
    fc.assert(
      fc.asyncProperty(setting, async ({ persona, pace, operator, answers, seed }) => {
        const user = { ...refund, persona, pace, confusions: [{ operator, turn: 2 }] } as AgendaInput;
        const heard: string[] = [];
        const agent = (_text: string, turn: number): string => {
          const answer = answers[(turn - 1) % answers.length] ?? '';
          heard.push(answer);
          return answer;
        };
        const moves = await play(user, agent, seed);
        expect(leaving(moves)).not.toBeNull();
        for (const [at, { text, leaves, mistakes }] of moves.entries()) {
          const saysYes = /^yes\b/i.test(text ?? '');
          if (saysYes) expect(leaves).toBeNull();
          if (saysYes) expect(valueIn(heard[at - 1] ?? '', 'W1002')).toBe(false);
          expect(text?.trim()).not.toBe('');
          for (const { turn } of mistakes) expect(turn).toBe(at + 1);
        }
        const put = moves.flatMap(({ confusions }) => confusions.map(({ id }) => id));
        expect(put.length).toBe(new Set(put).size);
        for (const id of moves.flatMap(({ settled }) => settled)) expect(put).toContain(id);
        expect(await play(user, agent, seed)).toEqual(moves);
      }),
      { numRuns: 150 },
    ));
});

describe('ruleUser refuses', () => {
  it('a persona that nobody described', () => {
    const open = (): unknown => ruleUser().open(sceneOf({ ...refund, persona: 'nobody' }), 1);
    expect(open).toThrow(expect.objectContaining({ code: 'USERS_UNKNOWN_PERSONA' }));
  });

  it('a scripted user', () => {
    const open = (): unknown => ruleUser().open(sceneOf({ kind: 'scripted', lines: ['Hi'] }), 1);
    expect(open).toThrow(expect.objectContaining({ code: 'USERS_WRONG_KIND' }));
  });
});

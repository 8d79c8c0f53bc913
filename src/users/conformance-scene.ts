import { type PlayedScenario, type ScenarioInput, scenarioSchema } from '#schema';
import type { UserConformanceSubject } from './conformance-subject.ts';
import type { UserMove } from './user.ts';

/** An agent of the conformance suite: from the user's words to an answer. */
export type SceneAgent = (userText: string) => string;

type UserInput = ScenarioInput['user'];
type AgendaInput = Extract<UserInput, { agenda: unknown }>;

/** The user of the suite: wants a refund for an order, and knows what an agent needs for it. */
export function refundUser(changes: Partial<AgendaInput> = {}): AgendaInput {
  return {
    facts: [
      { id: 'order', label: 'order number', value: 'W1001', rivals: ['W1002'] },
      { id: 'email', label: 'email', value: 'mia@example.com', asked: ['email address'] },
    ],
    agenda: [{ id: 'refund', say: 'I would like a refund for my lamp.', doneWhen: ['refund ... issued'] }],
    ...changes,
  };
}

/** The user of the suite who follows no agenda. */
export const scriptedLines: UserInput = { kind: 'scripted', lines: ['Hello.', 'I want a refund.', 'Thanks.'] };

/** A scenario with this user, ready to be played. */
export function sceneOf(user: UserInput, plannedTurns: number | null = null): PlayedScenario {
  const scenario = scenarioSchema.parse({
    id: 'conformance',
    goal: 'A refund for the lamp.',
    user,
    checks: [{ check: 'no-duplicate-effects' }],
  });
  return {
    ...scenario,
    goalId: scenario.id,
    twinId: null,
    plannedTurns,
    digest: 'sha256:0',
    policyText: null,
    faultPlan: null,
  };
}

/** Plays a conversation to its end, or for `most` user turns, and returns the user's moves. */
export async function playScene(
  subject: UserConformanceSubject,
  scenario: PlayedScenario,
  agent: SceneAgent,
  { seed = 1, most = 60 }: { seed?: number; most?: number } = {},
): Promise<UserMove[]> {
  const session = subject.simulatorFor(scenario, seed).open(scenario, seed);
  const { signal } = new AbortController();
  const moves: UserMove[] = [await session.next(null, signal)];
  for (let last = moves.at(-1); last !== undefined && last.leaves === null && moves.length < most; last = moves.at(-1))
    moves.push(await session.next({ text: agent(last.text ?? '') }, signal));
  return moves;
}

/** An agent that asks for what is missing, proposes by the last value it heard, and acts on a yes. */
export function helpfulAgent(): SceneAgent {
  let order: string | null = null;
  let email: string | null = null;
  let proposed = false;
  return (text) => {
    const agreed = proposed && /^\W*yes\b/i.test(text);
    order = [...text.replace(/\bnot W\d{4}/g, '').matchAll(/W\d{4}/g)].at(-1)?.[0] ?? order;
    email = /\S+@[\w.]+\w/.exec(text)?.[0] ?? email;
    if (agreed) return `The refund for order ${order} has been issued to your card.`;
    proposed = order !== null && email !== null;
    if (order === null) return 'Could you please give me your order number?';
    if (email === null) return 'Thank you. What is your email address?';
    return `I would refund the lamp of order ${order} to your card. Shall I go ahead?`;
  };
}

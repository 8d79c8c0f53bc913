import type { PlayedScenario } from '#schema';
import type { UserMove, UserSimulator } from '../user.ts';

/** An agent for tests: from the user's words and the number of the turn to an answer. */
export type TestAgent = (userText: string, turn: number) => string;

/** Plays a conversation to its end, at most `most` user turns, and returns the user's moves. */
export async function converse(
  simulator: UserSimulator,
  scenario: PlayedScenario,
  agent: TestAgent,
  { seed = 1, most = 60 }: { seed?: number; most?: number } = {},
): Promise<UserMove[]> {
  const session = simulator.open(scenario, seed);
  const moves: UserMove[] = [];
  let seen: { text: string } | null = null;
  while (moves.length < most) {
    const move = await session.next(seen, new AbortController().signal);
    moves.push(move);
    if (move.leaves !== null) break;
    seen = { text: agent(move.text ?? '', moves.length) };
  }
  return moves;
}

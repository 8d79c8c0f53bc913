import type { UserMove, UserSimulator } from '#users';

const quiet: UserMove = {
  text: null,
  leaves: null,
  confusions: [],
  settled: [],
  mistakes: [],
  usage: null,
  costUsd: null,
};

/** A user that makes the given moves in order, whatever it hears, and then leaves. A move may also be an error to throw. */
export function movesUser(moves: readonly (Partial<UserMove> | Error)[]): UserSimulator {
  return {
    kind: 'scripted',
    identity: { name: 'moves', model: null, settings: {} },
    open: () => {
      let made = 0;
      return {
        next: async () => {
          const move = moves[made++] ?? { leaves: 'script-ended' };
          if (move instanceof Error) throw move;
          return { ...quiet, ...move };
        },
      };
    },
  };
}

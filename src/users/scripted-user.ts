import { SeatrialError } from '#base';
import type { UserMove, UserSession, UserSimulator } from './user.ts';

/**
 * A user who says fixed lines in order, whatever the agent answers, and leaves without a word after the answer to the last one.
 *
 * @throws USERS_WRONG_KIND from `open` when the scenario's user has no lines
 */
export function scriptedUser(): UserSimulator {
  return {
    kind: 'scripted',
    identity: { name: 'scripted', model: null, settings: {} },
    open: ({ id, user }) => {
      if (user.kind !== 'scripted')
        throw new SeatrialError('USERS_WRONG_KIND', {
          message: `expected a user of kind scripted in ${id}, got ${user.kind}`,
          hint: 'give the user lines, or play the scenario with rules or a model',
        });
      return openScript(user.lines);
    },
  };
}

function openScript(lines: readonly string[]): UserSession {
  let said = 0;
  return {
    next: async (_seen, signal) => {
      signal.throwIfAborted();
      const text = lines[said++] ?? null;
      return { ...quiet, text, leaves: text === null ? 'script-ended' : null };
    },
  };
}

const quiet: Omit<UserMove, 'text' | 'leaves'> = {
  confusions: [],
  settled: [],
  mistakes: [],
  usage: null,
  costUsd: null,
};

import { SeatrialError } from '#base';
import type { AgendaUser, PlayedScenario } from '#schema';

/**
 * The agenda of a scenario's user.
 *
 * @throws USERS_WRONG_KIND for a scripted user
 */
export function agendaOf({ id, user }: PlayedScenario): AgendaUser {
  if (user.kind !== 'scripted') return user;
  throw new SeatrialError('USERS_WRONG_KIND', {
    message: `expected a user with an agenda in ${id}, got a scripted one`,
    hint: 'play scripted users with the scripted simulator',
  });
}

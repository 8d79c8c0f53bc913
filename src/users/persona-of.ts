import { SeatrialError } from '#base';
import type { AgendaUser, Persona } from '#schema';
import { bundledPersonas } from './bundled-personas.ts';

/**
 * The persona of a user: its own, or a bundled one by name.
 *
 * @throws USERS_UNKNOWN_PERSONA for a name that no bundled persona has
 */
export function personaOf(user: AgendaUser): Persona {
  if (typeof user.persona !== 'string') return user.persona;
  const persona = bundledPersonas.find(({ name }) => name === user.persona);
  if (persona !== undefined) return persona;
  throw new SeatrialError('USERS_UNKNOWN_PERSONA', {
    message: `expected a bundled persona or one of the suite's own, got ${JSON.stringify(user.persona)}`,
    hint: `take one of ${bundledPersonas.map(({ name }) => name).join(', ')}, or describe it under personas`,
  });
}

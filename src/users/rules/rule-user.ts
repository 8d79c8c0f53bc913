import type { AgendaUser } from '#schema';
import { agendaOf } from '../agenda-of.ts';
import { personaOf } from '../persona-of.ts';
import { goalOf } from '../understand/goal.ts';
import type { UserSimulator } from '../user.ts';
import { RuleSession } from './rule-session.ts';

/**
 * A user simulated by rules: offline, seeded, free. It follows its agenda, tells facts by their disclosure rules, confirms what fits them and
 * refuses what does not, complains and leaves when it is not helped, and reports what it could not understand.
 *
 * Same scenario and seed against the same agent, same words. Method: agenda-based user simulation, Schatzmann et al. 2007,
 * "Agenda-Based User Simulation for Bootstrapping a POMDP Dialogue System".
 *
 * @throws USERS_WRONG_KIND from `open` for a scripted user; USERS_UNKNOWN_PERSONA for a persona that is neither bundled nor described
 */
export function ruleUser(): UserSimulator {
  const goals = new WeakMap<AgendaUser, ReturnType<typeof goalOf>>();
  return {
    kind: 'rules',
    identity: { name: 'rules', model: null, settings: {} },
    open: (scenario, seed) => {
      const user = agendaOf(scenario);
      const goal = goals.get(user) ?? goalOf(user);
      goals.set(user, goal);
      const plannedTurns = scenario.plannedTurns ?? user.pace ?? null;
      return new RuleSession({ user, goal, persona: personaOf(user), plannedTurns, seed });
    },
  };
}

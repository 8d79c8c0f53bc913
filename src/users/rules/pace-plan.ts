import type { AgendaUser } from '#schema';
import { placeholdersIn } from '../understand/goal.ts';

/** When the content of a conversation is due: before its turn a fact is not told and a request not made, even when asked. */
export interface PacePlan {
  /** The user turn before which the user does not leave; 0 where nothing is spread. */
  readonly until: number;
  /** First turn of each fact and agenda item, by id; 1 where nothing is said. */
  readonly due: ReadonlyMap<string, number>;
}

/**
 * Spreads a user's facts and requests evenly over the turns of a paced conversation: opening facts first, then those told when asked, then
 * further requests, late facts last. The two last turns stay free for confirming and leaving.
 *
 * @param plannedTurns how many user turns are planned; null where the user comes to the point
 */
export function pacePlan(user: AgendaUser, plannedTurns: number | null): PacePlan {
  if (plannedTurns === null) return { until: 0, due: new Map() };
  const inRequests = new Set(user.agenda.flatMap(({ say }) => placeholdersIn(say)));
  const facts = (tell: string): string[] =>
    user.facts.filter((fact) => fact.tell === tell && !inRequests.has(fact.id)).map(({ id }) => id);
  const content = [
    ...facts('opening'),
    ...facts('when-asked'),
    ...user.agenda.slice(1).map(({ id }) => id),
    ...facts('late'),
  ];
  const last = Math.max(1, plannedTurns - 2);
  const due = content.map((id, at) => [id, 1 + Math.round(((at + 1) * (last - 1)) / content.length)] as const);
  return { until: plannedTurns, due: new Map(due) };
}

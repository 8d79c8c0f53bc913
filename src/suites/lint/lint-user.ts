import type { AgendaUser, PlayedScenario } from '#schema';
import { nearestWord } from '../nearest-word.ts';
import type { Found, LintedScenario } from './lint-rule.ts';

/** What a simulated user could not say, would not know, or has no room for. */
export function lintUser({ scenario, context }: LintedScenario): readonly Found[] {
  const { user } = scenario;
  if (user.kind === 'scripted') return [];
  return [
    ...lintPersona(user, context.personas),
    ...doubled(user),
    ...lintPlaceholders(user),
    ...lintConfusions(user, scenario.plannedTurns),
    ...lintPace(user, scenario),
  ];
}

function lintPersona({ persona }: AgendaUser, personas: readonly string[] | undefined): Found[] {
  if (typeof persona !== 'string' || personas === undefined || personas.includes(persona)) return [];
  const meant = nearestWord(persona, personas);
  return [
    {
      severity: 'error',
      code: 'unknown-persona',
      path: ['user', 'persona'],
      message: `expected a bundled persona or one of the suite's personas, got ${persona}`,
      hint: meant === null ? `bundled: ${personas.join(', ')}` : `did you mean ${meant}?`,
    },
  ];
}

function doubled(user: AgendaUser): Found[] {
  return (['facts', 'agenda'] as const).flatMap((field) => {
    const ids = user[field].map(({ id }) => id);
    return ids.flatMap((id, at) =>
      ids.indexOf(id) === at
        ? []
        : [
            {
              severity: 'error' as const,
              code: 'doubled-id',
              path: ['user', field, at, 'id'],
              message: `expected an id of its own in ${field}, got ${id} twice`,
              hint: 'rename one of them',
            },
          ],
    );
  });
}

function lintPlaceholders(user: AgendaUser): Found[] {
  const facts = user.facts.map(({ id }) => id);
  return textsOf(user).flatMap(({ text, path, allowed }) =>
    [...text.matchAll(/\{([a-z0-9][a-z0-9-]*)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => !(allowed ?? facts).includes(name))
      .map((name) => unknownPlaceholder(name, allowed ?? facts, path)),
  );
}

interface UserText {
  readonly text: string;
  readonly path: readonly PropertyKey[];
  /** Names other than those of facts. */
  readonly allowed?: readonly string[];
}

function textsOf(user: AgendaUser): UserText[] {
  const each = (texts: readonly string[], path: readonly PropertyKey[]): UserText[] =>
    texts.map((text, at) => ({ text, path: [...path, at] }));
  return [
    ...user.agenda.flatMap(({ say, orElse, doneWhen, declinedWhen }, at) => [
      { text: say, path: ['user', 'agenda', at, 'say'] },
      ...(orElse === undefined ? [] : [{ text: orElse, path: ['user', 'agenda', at, 'orElse'] }]),
      ...each(doneWhen, ['user', 'agenda', at, 'doneWhen']),
      ...each(declinedWhen, ['user', 'agenda', at, 'declinedWhen']),
    ]),
    ...user.answers.map(({ say }, at) => ({ text: say, path: ['user', 'answers', at, 'say'] })),
    ...user.confusions.flatMap(({ say }, at) =>
      say === undefined ? [] : [{ text: say, path: ['user', 'confusions', at, 'say'] }],
    ),
    ...each(user.digressions, ['user', 'digressions']),
    ...user.facts.flatMap(({ say }, at) =>
      say === undefined ? [] : [{ text: say, path: ['user', 'facts', at, 'say'], allowed: ['value'] }],
    ),
  ];
}

function unknownPlaceholder(name: string, allowed: readonly string[], path: readonly PropertyKey[]): Found {
  const meant = nearestWord(name, allowed);
  return {
    severity: 'error',
    code: 'unknown-placeholder',
    path,
    message: `expected {…} to hold the id of a fact, got {${name}}`,
    hint:
      meant === null
        ? `there is ${allowed.map((one) => `{${one}}`).join(', ') || 'no fact'}`
        : `did you mean {${meant}}?`,
  };
}

/** Confusions that need something to be wrong or vague about. */
const aboutFacts = ['correction', 'contradiction', 'late-correction', 'vague-pronoun'];

function lintConfusions(user: AgendaUser, plannedTurns: number | null): Found[] {
  const facts = user.facts.filter(({ tell }) => tell !== 'never').map(({ id }) => id);
  return user.confusions.flatMap(({ operator, fact, turn }, at) => {
    const path = ['user', 'confusions', at];
    if (fact !== undefined && !facts.includes(fact)) return [unknownConfusedFact(fact, facts, [...path, 'fact'])];
    if (aboutFacts.includes(operator) && facts.length === 0) return [nothingToConfuse(operator, path)];
    return plannedTurns !== null && turn > plannedTurns
      ? [tooLate(operator, turn, plannedTurns, [...path, 'turn'])]
      : [];
  });
}

function unknownConfusedFact(fact: string, facts: readonly string[], path: readonly PropertyKey[]): Found {
  const meant = nearestWord(fact, facts);
  return {
    severity: 'error',
    code: 'unknown-confused-fact',
    path,
    message: `expected a fact that the user knows, got ${fact}`,
    hint: meant === null ? `there is ${facts.join(', ') || 'none'}` : `did you mean ${meant}?`,
  };
}

function nothingToConfuse(operator: string, path: readonly PropertyKey[]): Found {
  return {
    severity: 'error',
    code: 'nothing-to-confuse',
    path,
    message: `expected a fact for a ${operator} to be about, and the user knows none`,
    hint: 'add a fact, or use topic-switch or impatience',
  };
}

function tooLate(operator: string, turn: number, turns: number, path: readonly PropertyKey[]): Found {
  return {
    severity: 'warning',
    code: 'confusion-too-late',
    path,
    message: `expected a ${operator} within the ${turns} turns of the conversation, got turn ${turn}`,
    hint: 'it may never be said; give an earlier turn',
  };
}

function lintPace(user: AgendaUser, { plannedTurns, limits }: PlayedScenario): Found[] {
  if (plannedTurns === null) return [];
  const requests = user.agenda.map(({ say }) => say).join(' ');
  const toTell = user.facts.filter(
    ({ id, tell }) => tell !== 'never' && tell !== 'opening' && !requests.includes(`{${id}}`),
  );
  const content = toTell.length + user.agenda.length;
  return [
    ...(content > plannedTurns ? [tooFewTurns(content, plannedTurns)] : []),
    ...(limits.maxTurns !== undefined && limits.maxTurns < plannedTurns
      ? [limitBelowPace(limits.maxTurns, plannedTurns)]
      : []),
  ];
}

function tooFewTurns(content: number, turns: number): Found {
  return {
    severity: 'warning',
    code: 'too-few-turns',
    path: ['user'],
    message: `expected room for ${content} facts and requests, got ${turns} turns`,
    hint: 'several will be said at once, which makes this length easier than it looks; plan more turns',
  };
}

function limitBelowPace(most: number, turns: number): Found {
  return {
    severity: 'error',
    code: 'limit-below-turns',
    path: ['limits', 'maxTurns'],
    message: `expected a limit of at least ${turns} turns, which are planned, got ${most}`,
    hint: 'every trial would end at the limit; raise it',
  };
}

import { deriveSeed } from '#base';
import type { AgendaUser, Confusion, ConfusionOperator, Persona } from '#schema';

/** A confusion ready to be put in. */
export interface PlannedConfusion {
  /** Unique within the trial, such as `c1-correction`. */
  readonly id: string;
  readonly operator: ConfusionOperator;
  /** The fact it is about; null for operators about no fact. */
  readonly fact: string | null;
  /** What is said wrongly; null where nothing is. */
  readonly wrong: string | null;
  /** What is asked in between. */
  readonly say: string | null;
  /** The user turn at which it is put in at the earliest. */
  readonly turn: number;
}

const withWrongValue: ReadonlySet<ConfusionOperator> = new Set(['correction', 'contradiction', 'late-correction']);

/** Whether an operator is about a fact. */
export function isAboutFact(operator: ConfusionOperator): boolean {
  return withWrongValue.has(operator) || operator === 'vague-pronoun';
}

/**
 * The confusions of one trial. Where the author names no fact, the first with rivals is taken, else the first; where a fact has no rival, a
 * wrong value is made by changing one character, so that what is true stays known.
 */
export function confusionPlan(user: AgendaUser, persona: Persona, seed: number): PlannedConfusion[] {
  const ofPersona = persona.wavers === true && user.confusions.length === 0;
  return (ofPersona ? wavering(user, seed) : user.confusions).flatMap((confusion, at) =>
    planned(user, confusion, at, seed),
  );
}

/** One correction and one vague pronoun, about facts drawn by the seed. */
function wavering(user: AgendaUser, seed: number): Confusion[] {
  const asked = user.facts.filter(({ tell }) => tell === 'when-asked');
  const first = deriveSeed(seed, 'wavers') % Math.max(1, asked.length);
  const operators = ['correction', 'vague-pronoun'] as const;
  return operators.flatMap((operator, at) => {
    const fact = at < asked.length ? asked[(first + at) % asked.length] : undefined;
    return fact === undefined ? [] : [{ operator, fact: fact.id, turn: 1 }];
  });
}

function planned(user: AgendaUser, confusion: Confusion, at: number, seed: number): PlannedConfusion[] {
  const { operator, turn } = confusion;
  const known = user.facts.filter(({ tell }) => tell !== 'never');
  const fact =
    known.find(({ id }) => id === confusion.fact) ?? known.find(({ rivals }) => rivals.length > 0) ?? known[0] ?? null;
  const base = { id: `c${at + 1}-${operator}`, operator, turn, say: confusion.say ?? null };
  if (!isAboutFact(operator)) return [{ ...base, fact: null, wrong: null }];
  if (fact === null) return [];
  if (!withWrongValue.has(operator)) return [{ ...base, fact: fact.id, wrong: null }];
  const draw = deriveSeed(seed, 'confusion', at);
  const rival = fact.rivals[draw % Math.max(1, fact.rivals.length)];
  return [{ ...base, fact: fact.id, wrong: String(rival ?? misspelt(String(fact.value), draw)) }];
}

/** A value that differs in one digit, or in its last letter where it has none. */
function misspelt(value: string, draw: number): string {
  const characters = [...value];
  const at = characters.findLastIndex((character) => /[0-9]/.test(character));
  if (at < 0) return `${characters.slice(0, -1).join('')}${value.endsWith('x') ? 'y' : 'x'}`;
  characters[at] = String((Number(characters[at]) + 1 + (draw % 8)) % 10);
  return characters.join('');
}

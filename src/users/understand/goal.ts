import type { AgendaItem, AgendaUser, Fact } from '#schema';
import { type Phrase, phraseOf } from './phrase.ts';
import { wordsOf } from './words-of.ts';

/** A fact with the words by which an agent asks for it. */
export interface GoalFact {
  readonly fact: Fact;
  readonly asked: readonly Phrase[];
  readonly value: string;
  readonly rivals: readonly string[];
  readonly valueWords: readonly string[];
  /** Words of the label that tell what it is. */
  readonly labelWords: readonly string[];
}

/** An agenda item with the words by which it is seen done or declined. */
export interface GoalItem {
  readonly item: AgendaItem;
  readonly done: readonly Phrase[];
  readonly declined: readonly Phrase[];
}

/** A prepared answer with the words that call for it. */
export interface GoalAnswer {
  readonly say: string;
  readonly when: readonly Phrase[];
}

/** What a user wants and knows, made ready for understanding an agent. */
export interface Goal {
  readonly facts: readonly GoalFact[];
  readonly items: readonly GoalItem[];
  readonly answers: readonly GoalAnswer[];
  /** Words that speak of the goal: of its requests, facts and values. */
  readonly words: ReadonlySet<string>;
}

/** Reads a user's facts, agenda and answers once, for all its trials. */
export function goalOf(user: AgendaUser): Goal {
  const facts = user.facts.map((fact) => ({
    fact,
    asked: [fact.label, ...fact.asked, ...questionWords(fact.label)].map(phraseOf),
    value: String(fact.value),
    rivals: fact.rivals.map(String),
    valueWords: wordsOf(String(fact.value)),
    labelWords: wordsOf(fact.label).filter((word) => isTelling(word) || word === 'order'),
  }));
  const items = user.agenda.map((item) => ({
    item,
    done: item.doneWhen.map((text) => phraseOf(fillValues(text, user.facts))),
    declined: item.declinedWhen.map((text) => phraseOf(fillValues(text, user.facts))),
  }));
  const answers = user.answers.map(({ when, say }) => ({ say, when: when.map(phraseOf) }));
  return { facts, items, answers, words: goalWords(user) };
}

/** Fills `{fact-id}` with the fact's value; other braces stay. */
export function fillValues(text: string, facts: readonly Fact[]): string {
  return text.replace(/\{([a-z0-9-]{1,80})\}/g, (whole, id: string) => {
    const fact = facts.find((one) => one.id === id);
    return fact === undefined ? whole : String(fact.value);
  });
}

/** Ids of the facts that a text tells by `{fact-id}`. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{([a-z0-9-]{1,80})\}/g)].map(([, id]) => id ?? '');
}

/** Question words that ask for a thing without naming it. */
const asksFor: readonly (readonly [label: string, question: string])[] = [
  ['reason', 'why'],
  ['reason', 'what went wrong'],
  ['reason', 'what is wrong'],
  ['problem', 'what is wrong'],
  ['quantity', 'how many'],
  ['amount', 'how much'],
  ['name', 'who am i speaking with'],
  ['name', 'who am i speaking to'],
];

function questionWords(label: string): string[] {
  const words = wordsOf(label);
  return asksFor.filter(([name]) => words.includes(name)).map(([, question]) => question);
}

function goalWords(user: AgendaUser): Set<string> {
  const texts = [
    ...user.agenda.flatMap((item) => [item.say, item.orElse ?? '', ...item.doneWhen]),
    ...user.facts.flatMap((fact) => [fact.label, String(fact.value), ...fact.asked]),
  ];
  return new Set(texts.flatMap((text) => wordsOf(fillValues(text, user.facts))).filter(isTelling));
}

const empty = new Set(
  wordsOf(
    'the a an and or to of for with from in on at by is are was were be been it its this that these those i you we they my your our me us do does did have has had can could will would shall should may might not no yes please need want like get got make give as if so than then there here what which who how when where why about more any some all just also still only one order number item proceed confirm help',
  ),
);

/** Whether a word says anything about what is spoken of. */
export function isTelling(word: string): boolean {
  return word.length > 1 && !empty.has(word);
}

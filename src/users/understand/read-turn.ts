import { conflictIn } from './conflict-in.ts';
import { factsAsked } from './facts-asked.ts';
import { type Goal, isTelling } from './goal.ts';
import { findPhrase, type Phrase } from './phrase.ts';
import { questionKind } from './question-kind.ts';
import { type Sentence, sentencesOf } from './sentences-of.ts';
import {
  asksForPatience,
  claimsCompletion,
  declinesRequest,
  handsOver,
  isSaidAsFact,
  mentionsHandOver,
  missesSomething,
  saysGoodbye,
} from './statement-kind.ts';
import type { Proposal, TurnReading } from './turn-reading.ts';
import { wordsOf } from './words-of.ts';

/**
 * Understands an agent's turn by the words of one goal: what it asks, proposes, says to be done, declines.
 *
 * Rules over sentences, no model; the same text always means the same. How often it errs on recorded agents is stated in the guide.
 *
 * @param current the id of the agenda item that the user is about; declining words speak of it
 */
export function readTurn(goal: Goal, text: string, current: string | null): TurnReading {
  const sentences = sentencesOf(text);
  const questions = readQuestions(goal, sentences);
  const statements = sentences.filter((sentence) => !sentence.questioned);
  const done = goal.items.filter(({ done }) => statements.some((one) => saysAny(one, done))).map(({ item }) => item.id);
  const item = goal.items.find((one) => one.item.id === current);
  const refusals = statements.filter(({ lower }) => declinesRequest(lower));
  return {
    ...questions,
    done,
    claimsDone: statements.some(({ lower }) => claimsCompletion(lower)),
    declines:
      (item !== undefined && statements.some((one) => holdsAny(one, item.declined))) ||
      (refusals.length > 0 && questions.asked.length === 0 && !restsOnYes(questions.proposal, statements)),
    misses: statements.some(({ lower }) => missesSomething(lower)),
    handsOver: statements.some(({ lower }) => handsOver(lower)),
    saysGoodbye: statements.some(({ lower }) => saysGoodbye(lower)),
    stalls: statements.some(({ lower }) => asksForPatience(lower)),
    empty: sentences.every(({ words }) => words.length === 0),
  };
}

/**
 * Whether a refusing sentence is only a warning beside a proposal to do what the user wants, such as `this can't be undone`; an offer of something
 * else instead, or of a person, is a refusal.
 */
function restsOnYes(proposal: Proposal | null, statements: readonly Sentence[]): boolean {
  if (proposal === null || proposal.handOver || !proposal.supported) return false;
  return !statements.some(({ lower }) => insteadOf.test(lower)) && !insteadOf.test(proposal.text.toLowerCase());
}

const insteadOf =
  /\b(?:instead|alternatively|as an alternative|however, (?:i|we) can|but (?:i|we) can|what i can do|unfortunately)\b/;

type Questions = Pick<
  TurnReading,
  'asked' | 'answers' | 'proposal' | 'asksOpenly' | 'asksForMore' | 'asksAgain' | 'unmapped'
>;

function readQuestions(goal: Goal, sentences: readonly Sentence[]): Questions {
  const asked = new Set<string>();
  const answers = new Set<string>();
  const unmapped: string[] = [];
  let proposal: Proposal | null = null;
  let asksOpenly = false;
  let asksForMore = false;
  let refersBack = false;
  for (const sentence of sentences) {
    const kind = questionKind(sentence);
    if (kind === 'none') continue;
    if (kind === 'more') {
      asksForMore = true;
      continue;
    }
    const facts = factsAsked(goal, sentence, kind === 'yes-or-no' && secondOffer(sentence) < 0);
    // A fact says the same more exactly.
    const prepared = facts.length > 0 ? [] : goal.answers.filter(({ when }) => holdsAny(sentence, when));
    for (const { fact } of facts) asked.add(fact.id);
    for (const { say } of prepared) answers.add(say);
    if (kind === 'open') asksOpenly ||= facts.length + prepared.length === 0;
    else if (kind === 'yes-or-no' && prepared.length === 0 && !(facts.length > 0 && secondOffer(sentence) >= 0))
      proposal = proposalOf(goal, sentence, sentences);
    else if (facts.length + prepared.length === 0 && sentence.questioned) {
      if (pointsBack.test(sentence.lower)) refersBack = true;
      else unmapped.push(sentence.text);
    }
  }
  const asksAgain = refersBack && asked.size + answers.size === 0;
  return { asked: [...asked], answers: [...answers], proposal, asksOpenly, asksForMore, asksAgain, unmapped };
}

/** `could you provide those?` asks for what the rest of the turn names. */
const pointsBack =
  /\b(?:provide|share|confirm|give|send|tell|check)\b.{0,20}\b(?:it|them|those|that|these)(?: again)?(?: (?:details|information|info|for me))*\s*(?:\?|so\b)/;

function speaksOfGoal(goal: Goal, { words }: Sentence): boolean {
  return words.some((word) => isTelling(word) && goal.words.has(word));
}

function isGeneric({ words }: Sentence): boolean {
  return words.every((word) => !isTelling(word) || filler.has(word));
}

/** Where a question offers a second thing; -1 where it offers none: `or not` and `or is there anything else` are no second thing. */
function secondOffer({ lower }: Sentence): number {
  const at =
    /\bor\b(?! (?:not|no\b|if|whether|else|anything|is there|let me|provide|reply|are there))/.exec(lower)?.index ?? -1;
  return at < 0 || /\b(?:anything|something|any other)\b/.test(lower.slice(at)) || /\byes\b/.test(lower) ? -1 : at;
}

function choiceIn(goal: Goal, sentence: Sentence): Proposal['choice'] {
  const at = secondOffer(sentence);
  if (at < 0) return 'none';
  const speaks = (text: string): boolean => wordsOf(text).some((word) => isTelling(word) && goal.words.has(word));
  return speaks(sentence.lower.slice(0, at)) === speaks(sentence.lower.slice(at)) ? 'unclear' : 'clear';
}

const filler = new Set(
  wordsOf(
    'proceed confirm correct right sound good go ahead continue ready sure agree ok okay look fine like to with everything following above detail information change action authorize authorise approve reply say answer type explicitly explicit these those now before shall happy work',
  ),
);

function proposalOf(goal: Goal, sentence: Sentence, turn: readonly Sentence[]): Proposal {
  return {
    text: sentence.text,
    conflict: conflictIn(goal, [sentence]) ?? conflictIn(goal, turn),
    supported: speaksOfGoal(goal, sentence) || (isGeneric(sentence) && turn.some((one) => speaksOfGoal(goal, one))),
    generic: isGeneric(sentence),
    choice: choiceIn(goal, sentence),
    handOver: mentionsHandOver(sentence.lower),
  };
}

function holdsAny(sentence: Sentence, phrases: readonly Phrase[]): boolean {
  return phrases.some((phrase) => findPhrase(sentence.words, phrase) >= 0);
}

function saysAny(sentence: Sentence, phrases: readonly Phrase[]): boolean {
  return phrases.some((phrase) => {
    const at = findPhrase(sentence.words, phrase);
    // A value is an answer by being said: `it will arrive on 12 March`.
    return at >= 0 && (/\d/.test(phrase.flat().join('')) || isSaidAsFact(clauseBefore(sentence, at)));
  });
}

/** The text before the word at an index, with its punctuation, because clauses end at punctuation. */
function clauseBefore({ lower, words }: Sentence, at: number): string {
  let from = 0;
  for (const word of words.slice(0, at)) {
    const found = lower.indexOf(word, from);
    if (found >= 0) from = found + word.length;
  }
  return lower.slice(0, from);
}

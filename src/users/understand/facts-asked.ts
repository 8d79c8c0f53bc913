import type { Goal, GoalFact } from './goal.ts';
import { nearby } from './phrase.ts';
import type { Sentence } from './sentences-of.ts';
import { wordsOf } from './words-of.ts';

/**
 * The facts that a question asks for. What it says about a thing, why it asks and what it is asked for does not count: not `your account` in
 * `the email linked to your account`, not `order` in `so I can find your order` or `to look at your order, could you…`.
 *
 * @param afterVerb whether only what comes after a word such as `provide` is asked for, as in a yes-or-no question: what comes before is what it is about
 */
export function factsAsked(goal: Goal, { lower }: Sentence, afterVerb: boolean): readonly GoalFact[] {
  const text = lower.replace(qualifier, ' ').replace(purposeAfter, ' ');
  const words = wordsOf(text);
  const verb = words.findIndex((word) => asking[afterVerb ? 'yesOrNo' : 'request'].has(word));
  if (afterVerb && verb < 0) return [];
  const from = afterVerb || purposeBefore.test(text) ? Math.max(0, verb) : 0;
  const asked = words.slice(from);
  return goal.facts.filter((fact) => fact.asked.some((phrase) => nearby(asked, phrase)));
}

const qualifier =
  /\b(?:associated|linked|registered|connected|attached|listed) (?:with|to|under|on|in) (?:your|the|this|that|these|it)\b[^,;?.]{0,80}/g;
const purposeAfter = /\bso (?:that )?(?:i|we) (?:can|could|may|am able to)\b.*$/;
const purposeBefore = /^(?:also, )?(?:to|before|in order to|since|as|because|for)\b/;
const giving = ['provide', 'specify', 'share', 'tell', 'give', 'which', 'what', 'supply'];
const asking = {
  yesOrNo: new Set(giving),
  request: new Set([...giving, 'why', 'how', 'confirm', 'know', 'need', 'have']),
};

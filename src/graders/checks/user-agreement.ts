import { foldText } from '../fold-text.ts';

/** What a user's answer to a question comes to. */
export type Agreement = 'yes' | 'no' | 'unclear';

/** Idioms with a no in them that deny nothing that was asked. */
const idioms =
  /\b(?:no (?:problem|worries|issues?|doubt|need to worry|other (?:changes?|questions?|requests?)|more (?:changes?|questions?)|further (?:changes?|questions?)|changes?|questions?)|why not|(?:do not|don't) (?:mind|worry|forget|need (?:anything|any|a)|have any|want any other|want anything else)|nothing else|not a problem|can't wait|i do not have any|no,? that's (?:all|it|everything)|that's not (?:all|everything))\b/g;

/** Words that take an agreement back, or put something else in its place, wherever they stand. */
const retractions =
  /\b(?:wait|hold on|hang on|on second thought|never ?mind|scratch that|changed my mind|instead|not yet|first,? (?:can|could|tell|what|how|i)|actually,? (?:no|i|let's|make|can|could|it)|i meant|my mistake|that's wrong|not (?:correct|right|that one)|stop|forget it|unless)\b/;

const refusals =
  /\b(?:no|nope|nah|never|not|don't|do not|doesn't|does not|cancel that|isn't|is not|won't|will not|can't|cannot|wouldn't|refuse|decline|disagree|incorrect|wrong)\b/;

const agreements =
  /\b(?:yes|yeah|yep|yup|yea|ya|y|aye|sure|ok|okay|okey|alright|all right|fine|correct|right|exactly|indeed|confirm|confirmed|i confirm|agree|agreed|approve|approved|affirmative|absolutely|definitely|certainly|of course|by all means|please do|yes please|go ahead|go for it|proceed|do it|do that|do so|make it so|sounds? (?:good|great|fine|right|perfect)|looks? (?:good|great|fine|right|correct)|works for me|that works|perfect|great|excellent|let's do (?:it|that|this)|i'd like (?:that|to proceed)|i do|i would|accept)\b/;

/**
 * Whether a user's words agree to what was asked just before. English only, by rules: the first clause that says yes or no decides, and a later
 * clause that takes it back (`wait`, `instead`, `don't`) makes a yes unclear. Who neither agrees nor declines is unclear, and so is a question.
 *
 * It errs towards unclear: an agreement is something a rule demands before money moves.
 *
 * @example agreementOf('Yes, please go ahead. No other changes.') // 'yes'
 * @example agreementOf('Yes, but wait, which card is that?') // 'unclear'
 */
export function agreementOf(text: string): Agreement {
  const words = foldText(text.slice(0, 20_000)).folded.replaceAll(idioms, ' ');
  const clauses = words
    .split(/[.!;\n]|\?|,|\b(?:but|however|and then|although|though)\b| - /)
    .filter((one) => one.trim() !== '');
  const polarities = clauses.map(polarityOf).filter((polarity) => polarity !== null);
  const first = polarities[0];
  if (first === undefined) return 'unclear';
  if (first === 'no') return polarities.includes('yes') ? 'unclear' : 'no';
  if (retractions.test(words) || polarities.includes('no')) return 'unclear';
  return 'yes';
}

function polarityOf(clause: string): 'yes' | 'no' | null {
  if (refusals.test(clause)) return 'no';
  return agreements.test(clause) ? 'yes' : null;
}

import { foldText } from '../fold-text.ts';

/** What a user's answer to a question comes to. */
export type Agreement = 'yes' | 'no' | 'unclear';

/** Idioms with a no in them that deny nothing that was asked; `no longer needed` is the reason that many shops ask for. */
const idioms =
  /\b(?:no longer|no (?:problem|worries|doubt)|why not|not a problem|(?:do not|don't) (?:mind|worry|forget)|(?:do not|don't) (?:want|need) (?:to \w+ )?any(?:thing)? (?:other|else)|can't wait|no,? that's (?:all|it|everything)|not only)\b/g;

/** Words that take an agreement back, or put something else in its place, wherever they stand. */
const retractions =
  /\b(?:wait|hold on|hang on|on second thought|never ?mind|scratch that|changed my mind|instead|not yet|first,? (?:can|could|tell|what|how|i)|actually,? (?:no|i|let's|make|can|could|it)|i meant|my mistake|that's wrong|not (?:correct|right|that one)|stop|forget it|unless)\b/;

/** What is refused: a no that begins a clause (`there is no second address` refuses nothing), or a negated verb of doing or agreeing. */
const refusals =
  /^\W*(?:(?:oh|um|uh|well|actually|and|so|hmm|sorry) )*(?:no|nope|nah|never)\b(?! (?:other|more|further|additional|changes?|questions?|need|preference))|\b(?:do not|don't|not|never|can't|cannot|won't|will not|wouldn't|doesn't|isn't)(?:\W*$| (?:it|this|that|these|those|the)\b| (?:\w+ )?(?:do|go|proceed|cancel|refund|want|change|charge|book|return|exchange|modify|update|replace|send|ship|order|like|agree|accept|confirm|think so|correct|right|ok|okay|sure|yet|now|today)\b)|\b(?:cancel that|i refuse|i decline|disagree|incorrect|wrong)\b/;

const agreements =
  /\b(?:yes|yeah|yep|yup|yea|ya|y|aye|sure|ok|okay|okey|alright|all right|fine|correct|right|exactly|indeed|confirm|confirmed|i confirm|agree|agreed|approve|approved|affirmative|absolutely|definitely|certainly|of course|by all means|please do|yes please|go ahead|go for it|proceed|do it|do that|do so|make it so|sounds? (?:good|great|fine|right|perfect)|looks? (?:good|great|fine|right|correct)|works for me|that works|let's do (?:it|that|this)|i'd like (?:that|to proceed)|i do|i would|accept)\b/;

/** The only question that agrees. `Is that right?` asks. */
const goAhead =
  /\b(?:can|could|would|will) you(?: please| just| then| now)*(?: go ahead| proceed| do (?:it|that|this|so))\b/;

/**
 * Whether a user's words agree to what was asked just before. English only, by rules: the first clause that says yes or no decides, and a later
 * clause that takes it back (`wait`, `instead`, `don't`) makes a yes unclear. Who neither agrees nor declines is unclear, and so is a
 * question, but for `could you go ahead?`.
 *
 * It errs towards unclear: an agreement is something a rule demands before money moves.
 *
 * @example agreementOf('Yes, please go ahead. No other changes.') // 'yes'
 * @example agreementOf('Yes, but wait, which card is that?') // 'unclear'
 */
export function agreementOf(text: string): Agreement {
  const words = foldText(text.slice(0, 20_000)).replaceAll(idioms, ' ');
  const clauses = words
    .split(/[.!;\n]|(?<=\?)|,|\b(?:but|however|and then|although|though)\b| - /)
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
  if (clause.endsWith('?')) return goAhead.test(clause) ? 'yes' : null;
  return agreements.test(clause) ? 'yes' : null;
}

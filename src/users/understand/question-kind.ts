import type { Sentence } from './sentences-of.ts';

/** What a sentence wants from its hearer. */
export type QuestionKind = 'more' | 'open' | 'yes-or-no' | 'request' | 'none';

const more =
  /\b(?:anything|something|any ?thing|what|how) else\b|\bany (?:other|further|more|additional) (?:questions?|requests?|concerns?|issues?|help|assistance|changes?|thing|needs?)\b|\b(?:other|further) (?:questions?|assistance)\b|\bmore (?:questions|help)\b|\bneed (?:anything|any help|further|more help)\b|\bfeel free to\b|\bdon't hesitate\b/;
const open =
  /\bhow (?:can|may|could|might) (?:i|we) (?:help|assist|support|be of)\b|\bwhat (?:can|may) (?:i|we) (?:do|help|assist)\b|\b(?:what|which|how) (?:specific |exactly |changes? )?(?:would|do|did|are|is) (?:you|your) (?:like|want|need|looking|calling|contacting|hoping|trying|issue|request|question)\b(?!.* or )|\bwhat (?:seems|appears) to be\b|\bwhat brings you\b|\b(?:tell me|share|let me know|describe) (?:more|what|how|about|a bit more)\b.*\b(?:you need|you want|you'd like|you would like|i can help|can i help|i can assist|can i assist|your request|the issue|happened|more about)\b|\b(?:more|further|additional) (?:details|information|info|context)\b/;
const yesOrNo =
  /\b(?:would you like|do you want|did you want|do you wish|shall|should|may|can|could) (?:me|us|i|we)\b|\b(?:would|do) you (?:like|want|prefer|wish) to\b|\bwould you be (?:ok|okay|happy|willing|interested|comfortable)\b|\bdo you (?:confirm|agree|consent|approve|accept|authori[sz]e|still want)\b|\bare you (?:sure|ok|okay|happy|certain|ready)\b|\b(?:is|are|was|does|do|did) (?:this|that|these|those|it|everything|all|they|the following|the above)\b.*\b(?:correct|right|ok|okay|accurate|good|work|fine|acceptable|sound|look|mean|referring)\b|\b(?:sound|look)s? (?:good|right|correct|ok|okay)\b|\bcorrect\s*\?|\bright\s*\?|\bok(?:ay)?\s*\?|\b(?:reply|respond|type|say|answer) (?:with )?["'“]?(?:yes|confirm)\b|\bconfirm (?:with )?["'(“]?(?:yes|that|if|whether|you|to|this|these|the (?:above|following|details|change|cancellation|refund|return|exchange|order details))\b|\bplease confirm\b(?! (?:your|the|which|what)\b)|\byes (?:or|\/) ?no\b|\(yes\/no\)|\bready to (?:proceed|go)\b|\bgo ahead\b.*\?|\bproceed\b.*\?|\bconfirm\s*\??$/;
const requests =
  /\b(?:please|kindly)\b.{0,60}?\b(?:provide|tell|share|give|specify|let me know|send|enter|supply|confirm|state|include|list|indicate|choose|select|pick|describe|clarify|explain|check|verify|advise|reply with)\b|^(?:please |kindly )?(?:provide|tell me|share|give me|specify|send me|let me know|enter|confirm your|choose|select|clarify|describe)\b|\b(?:could|can|would|will|may) (?:you|i|we)\b.{0,40}?\b(?:provide|tell|share|give|specify|let me know|send|supply|confirm|have|get|ask|clarify|remind|describe|check|verify)\b|\b(?:i|we)(?:'ll| will| would| just|'d| do| also| still| first)*(?: also| still| just| first)? (?:need|require|have to have|must have)\b|\b(?:let me know|tell me) (?:which|what|your|the|how|when|where|who|if|whether)\b/;
const courtesy =
  /\b(?:no need|don't need|do not need|not need|needn't|don't have to|please (?:note|allow|be aware|hold|wait|bear|stand|keep|rest|accept|remember|be patient|give me a (?:moment|minute|second)|feel free|don't|do not|contact|reach out|visit|call)|thank you for)\b/;

const whQuestion =
  /(?:^|[,:;—–(]\s*|\b(?:and|but|so|or|also) )(?:why|which|when|where|who|whose|what|how (?:many|much|long|often|did|do|would|should)|in what|for what|at what|on which|to which)\b(?! (?:i|we|you) )/;

/** What a sentence wants: by its form alone, whatever it speaks of. */
export function questionKind({ lower, questioned, intro }: Sentence): QuestionKind {
  if (more.test(lower) && (questioned || !requests.test(lower) || /\blet me know\b|feel free|hesitate/.test(lower)))
    return questioned || /\blet me know\b|feel free|hesitate/.test(lower) ? 'more' : 'none';
  if (courtesy.test(lower) && !questioned) return 'none';
  if (questioned && whQuestion.test(lower)) return open.test(lower) ? 'open' : 'request';
  if (yesOrNo.test(lower) && (questioned || /\bconfirm|reply|respond|type|say|yes\b/.test(lower))) return 'yes-or-no';
  if (open.test(lower) && (questioned || requests.test(lower))) return 'open';
  if (requests.test(lower)) return 'request';
  if (questioned) return startsYesOrNo(lower) ? 'yes-or-no' : 'request';
  return intro !== null && requests.test(intro) ? 'request' : 'none';
}

function startsYesOrNo(lower: string): boolean {
  return /^(?:(?:and|so|also|or|but|otherwise|if so|just to (?:be clear|confirm))[, ]+)*(?:is|are|was|were|does|did|do|has|have|will|would)\b(?! you (?:have|know|remember|recall)\b)/.test(
    lower,
  );
}

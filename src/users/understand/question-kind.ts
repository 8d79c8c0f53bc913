import type { Sentence } from './sentences-of.ts';

/** What a sentence wants from its hearer. */
export type QuestionKind = 'more' | 'open' | 'yes-or-no' | 'request' | 'none';

const more =
  /\b(?:anything|something|what|how) else\b|\bany (?:other|further|more|additional) (?:questions?|requests?|concerns?|issues?|help|assistance|changes?|things?|needs?|items?|orders?|details|modifications?|reservations?|information)\b|\b(?:other|further) (?:questions?|assistance)\b|\bmore (?:questions|help)\b|\bneed (?:anything|any help|further|more help|any (?:more )?assistance)\b|\bfeel free to\b|\b(?:don't|do not) hesitate\b|\bany questions\b/;
const offersHelp = /\blet me know\b|\bfeel free\b|\bhesitate\b|\bjust ask\b/;
const open =
  /\bhow (?:else )?(?:can|may|could|might) (?:i|we) (?:help|assist|support|be of)\b|\bwhat (?:can|may|could) (?:i|we) (?:do|help|assist)\b|\b(?:what|how) (?:specific |exactly |changes? |specific changes? )?(?:would|do|did|are|is) (?:you|your) (?:like|want|need|looking|calling|contacting|hoping|trying|issue|request|question|prefer to proceed)\b(?!.* or )|\bhow (?:you'd|you would) (?:like|prefer)\b|\bwhat (?:seems|appears) to be\b|\bwhat brings you\b|\b(?:tell me|share|let me know|describe|explain) (?:more|what|how|about|a bit more|a little more)\b.*\b(?:you need|you want|you'd like|you would like|i can help|can i help|i can assist|can i assist|your request|the issue|happened|more about)\b|\b(?:more|further|additional|some) (?:details|information|info|context)\b/;
/** Forms that ask for a yes or no whatever else the sentence holds. */
const yesOrNo =
  /\b(?:would|do|did) you (?:still |also |rather |really )?(?:like|want|prefer|wish)\b|\b(?:shall|should) (?:i|we)\b|\b(?:may|can|could) (?:i|we) (?:go ahead|proceed|continue|do|cancel|process|refund|make|send|start|issue|book|change|update|place|submit|take|use|transfer|connect)\b|\bwould you be (?:ok|okay|happy|willing|interested|comfortable)\b|\bwould (?:that|this|it) (?:be|work)\b|\bdo you (?:confirm|agree|consent|approve|accept|authori[sz]e|still want|give (?:me|us) your)\b|\bare you (?:sure|ok|okay|happy|certain|ready|still)\b|\b(?:is|are|was|were|does|do|did) (?:this|that|these|those|it|everything|all|they|the following|the above)\b.*\b(?:correct|right|ok|okay|accurate|good|work|fine|acceptable|sound|look|mean|meant|referring|match)\b|\b(?:sound|look)s? (?:good|right|correct|ok|okay)\b|\b(?:reply|respond|type|say|saying|answer) (?:with )?(?:an? )?(?:explicit )?["'“(]*(?:yes|confirm)\b|\bconfirm (?:by|with|if|whether|that|to|this|these|all|everything)\b|\bconfirm (?:["'“(]*)yes\b|\bconfirm you\b|\bconfirm (?:the )?(?:above|following|details|changes?|cancellation|refund|return|exchange|actions?|updates?|upgrade|booking|order details)\b|\byes ?(?:or|\/) ?no\b/;
/** Forms that ask for a yes or no unless the sentence asks for something else. */
const yesOrNoWeak =
  /\b(?:correct|right|ok|okay|all good|confirmed|confirm|agreed)\s*\?|\b(?:proceed|go ahead|continue)\b.*\?|\bplease confirm\b|\bconfirm\s*[.!]?$|\bready to (?:proceed|go)\b/;
const asking =
  /\b(?:provide|tell me|share|specify|give me|send me|enter|supply|state|indicate|choose|select|describe|clarify|explain|remind me|let me know (?:your|the|which|what|when|where|who)|confirm (?:your|which|what|the (?:order|email|name|date|number|item|reason|address|phone|zip|postcode|customer|account|product|new|payment|exact)))\b/;
const request =
  /\b(?:please|kindly)\b.{0,60}?\b(?:provide|tell|share|give|specify|let me know|send|enter|supply|confirm|state|include|list|indicate|choose|select|pick|describe|clarify|explain|check|verify|advise|reply with)\b|^(?:please |kindly )?(?:provide|tell me|share|give me|specify|send me|let me know|enter|confirm your|choose|select|clarify|describe)\b|\b(?:could|can|would|will|may) (?:you|i|we)\b.{0,40}?\b(?:provide|tell|share|give|specify|let me know|send|supply|confirm|have|get|ask|clarify|remind|describe|check|verify)\b|\b(?:i|we)(?:'ll| will| would| just|'d| do| also| still| first)*(?: also| still| just| first)? (?:need|require|have to have|must have)\b(?! to (?!know|have|get|ask|collect))|\b(?:let me know|tell me) (?:which|what|your|the|how|when|where|who|if|whether)\b/;
const courtesy =
  /\b(?:no need|don't need|do not need|not need|needn't|don't have to|please (?:note|allow|be aware|hold|wait|bear|stand|keep|rest|accept|remember|be patient|give me a (?:moment|minute|second)|feel free|don't|do not|contact|reach out|visit|call)|thank you for)\b/;
/** A question word at the beginning of a clause; `which I found` and the like are no questions. */
const questionWord =
  /(?:^|[,:;—–(]\s*|\b(?:and|but|so|or|also) )(?:why|who|whose|(?:which|when|where|what)(?! (?:i|we) )|how (?:many|much|long|often|did|do|would|should|exactly)|(?:in|for|at|on|to|of) (?:which|what))\b/;
const condition = /^(?:if|once|when|whenever|after|before|until)\b/;

/** What a sentence wants: by its form alone, whatever it speaks of. */
export function questionKind(sentence: Sentence): QuestionKind {
  const { lower, questioned, intro } = sentence;
  if (asksForMore(lower, questioned)) return 'more';
  if (courtesy.test(lower) && !questioned) return 'none';
  if (questioned) return kindOfQuestion(lower);
  if (yesOrNo.test(lower) && asksForWord(lower)) return 'yes-or-no';
  if (yesOrNoWeak.test(lower) && !asking.test(lower)) return 'yes-or-no';
  if (request.test(lower)) return open.test(lower) && !condition.test(lower) ? 'open' : 'request';
  return intro !== null && request.test(intro) ? 'request' : 'none';
}

/** What comes before `anything else` can be a question of its own: `shall I do it, or is there anything else?` */
function asksForMore(lower: string, questioned: boolean): boolean {
  const found = more.exec(lower.replace(/\bfor (?:further|more|additional) (?:assistance|help|options)\b/g, ''));
  if (found === null || !(questioned || offersHelp.test(lower))) return false;
  const before = lower.slice(0, found.index);
  return !asking.test(before) && !(yesOrNo.test(before) && /\bor\b|\b(?:reply|confirm|say)\b/.test(before));
}

function kindOfQuestion(lower: string): QuestionKind {
  if (open.test(lower) && !yesOrNo.test(lower.replace(open, ''))) return 'open';
  if (questionWord.test(lower) && !/\b(?:shall i|should i|do you confirm)\b/.test(lower)) return 'request';
  if (yesOrNo.test(lower)) return 'yes-or-no';
  if (asking.test(lower) || /\b(?:could|can|would) you\b/.test(lower)) return 'request';
  if (yesOrNoWeak.test(lower)) return 'yes-or-no';
  return startsWithVerb(lower) ? 'yes-or-no' : 'request';
}

/** `please confirm` and `reply yes` ask; `so that I can confirm` does not. */
function asksForWord(lower: string): boolean {
  const at = /\b(?:confirm|reply|respond|type|say|saying|answer)\b/.exec(lower)?.index ?? -1;
  if (at < 0) return false;
  const before = lower.slice(0, at);
  return (
    !/\b(?:i|we)(?:'ll| will| can| could|'ve| have)\b/.test(before) ||
    /\b(?:please|just|then)\b[^,;]{0,20}$/.test(before)
  );
}

/** `do you have…` asks for the thing itself. */
function startsWithVerb(lower: string): boolean {
  return /^(?:(?:and|so|also|or|but|otherwise|if so|just to (?:be clear|confirm))[, ]+)*(?:is|are|was|were|does|did|do|has|have|will|would)\b(?! you (?:happen to |still |perhaps |by chance )?(?:have|know|remember|recall)\b)/.test(
    lower,
  );
}

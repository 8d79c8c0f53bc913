/** Words before a claim that take it back: it is asked, wished, planned, possible or denied, but not said to be so. */
const unreal =
  /\b(?:not|never|no|cannot|can't|couldn't|won't|wasn't|weren't|isn't|aren't|hasn't|haven't|didn't|don't|doesn't|unable|will|would|could|can|may|might|must|shall|should|if|once|when|before|after|until|unless|whether|want|wants|wanted|need|needs|going to|about to|ready to|able to|like to|in order to|to be|cannot be|proceed|confirm|otherwise)\b/;

/** `I can confirm that` takes nothing back. */
const announcement =
  /\b(?:i|we)(?: can|'m|'re| am| are|'d| would)?(?: now| also)?(?: (?:happy|glad|pleased|delighted|like) to)? (?:confirm|let you know|inform you|tell you|report)(?: that| to you that)?\b/g;

/** Whether the words before a phrase leave it said as a fact. Only its own clause counts. */
export function isSaidAsFact(before: string): boolean {
  const clause =
    before
      .replace(announcement, '')
      .split(/[,;:—–]| - |\band\b|\bbut\b|\bso\b/)
      .at(-1) ?? '';
  return !unreal.test(clause);
}

const completion =
  /\b(?:cancel|refund|return|exchang|chang|updat|process|creat|issu|complet|submit|sent|book|modif|remov|add|approv|appli|schedul|set up|placed|arrang|credit|replac|register|fil|open|reset|upgrad|extend|renew|pa(?:id|used)|ship|correct|finali|execut)\w*\b/;
const claims =
  /\b(?:i have|i've|we have|we've|has been|have been|has now been|have now been|has successfully|were|was|is now|are now|successfully)\b|^(?:done|all (?:done|set)|success|completed)\b/;

/** Whether a sentence says that something was carried out: looked up, verified or found does not count. */
export function claimsCompletion(lower: string): boolean {
  if (/^(?:done|all (?:done|set))\b|\byou(?:'re| are) all set\b/.test(lower)) return true;
  const at = claims.exec(lower);
  if (at === null || !isSaidAsFact(lower.slice(0, at.index))) return false;
  const rest = lower.slice(at.index);
  return completion.test(rest) && !/^\S+(?: \S+){0,3} (?:not|n't|already|placed on|purchased|delivered)\b/.test(rest);
}

const cannot =
  /\b(?:cannot|can't|can not|unable to|not able to|won't be able|couldn't|could not|not possible|impossible|not (?:allowed|permitted|eligible|available|authori[sz]ed|covered|refundable|something (?:i|we))|isn't (?:eligible|possible|allowed|permitted|refundable)|aren't (?:eligible|able|allowed)|ineligible|non-?refundable|does(?:n't| not) (?:qualify|allow|permit)|do(?:n't| not) (?:qualify|offer|allow|have the (?:ability|authority))|(?:outside|beyond|past|exceeds?) (?:of )?(?:the|our|my) |(?:against|violates?) (?:our |the )?policy|must (?:decline|refuse)|(?:have|need) to decline|decline (?:this|your|the)|no longer (?:be )?(?:possible|eligible|changed|cancelled|modified|returned))/;
const notFound =
  /\b(?:cannot|can't|couldn't|could not|unable to|not able to|don't|do not|didn't) (?:seem to )?(?:be able to )?(?:find|locate|see|verify|match|access|retrieve|recogni[sz]e|read|understand|identify)\b|\b(?:no|not) (?:\w+ )?(?:found|match|matching|recogni[sz]ed)\b|\bdoes(?:n't| not) (?:match|exist)\b/;
const conditional =
  /\b(?:until|without|unless|before i|before we|in order to|so that i|once you|as soon as|if you (?:can|could|don't|do not|provide))\b/;

/** Side remarks on what is so in general or will be so afterwards. */
const remark =
  /^(?:(?:please )?(?:note|remember|keep in mind|be aware)|as a reminder|reminder|important|once|after|if)\b|\bbe (?:undone|reversed|reinstated|reverted|changed again|changed later|added later)\b/;

/** Whether a sentence says no to what was asked. Needing something first, not finding it, and a remark by the way are no refusal. */
export function declinesRequest(lower: string): boolean {
  return cannot.test(lower) && !notFound.test(lower) && !conditional.test(lower) && !remark.test(lower);
}

/** Whether a sentence says that something could not be found or verified. */
export function missesSomething(lower: string): boolean {
  return notFound.test(lower);
}

/** Whether a sentence says that a person takes over. */
export function handsOver(lower: string): boolean {
  const at =
    /\b(?:transfer(?:red|ring)?|connect(?:ed|ing)?|hand(?:ed|ing)?|escalat(?:e|ed|ing)|forward(?:ed|ing)?|pass(?:ed|ing)?)\b.*\b(?:human|agent|person|colleague|specialist|representative|supervisor|manager|team|someone)\b/.exec(
      lower,
    );
  return (
    at !== null && !/\b(?:not|can't|cannot|if|would you|shall|should|could|may|want)\b/.test(lower.slice(0, at.index))
  );
}

/** Whether a sentence speaks of a person taking over at all. */
export function mentionsHandOver(lower: string): boolean {
  return /\b(?:transfer|connect|hand|escalat|speak|talk|forward)\w*\b.*\b(?:human|live agent|person|colleague|specialist|representative|supervisor|manager)\b/.test(
    lower,
  );
}

/** Whether a sentence ends the conversation. */
export function saysGoodbye(lower: string): boolean {
  return /\b(?:goodbye|bye|have a (?:great|good|nice|wonderful|lovely|pleasant|safe)|take care|safe travels)\b/.test(
    lower,
  );
}

/** Whether a sentence asks the user to wait. */
export function asksForPatience(lower: string): boolean {
  return /\b(?:one|a|just a) (?:moment|second|sec|minute)\b|\bhold on\b|\bbear with me\b|\bplease (?:wait|hold)\b|\b(?:i'll|i will|let me|i am going to|i'm going to) (?:now )?(?:check|look|proceed|process|go ahead|start|begin|get|take care|do that|handle|cancel|refund|update|review)\b/.test(
    lower,
  );
}

import { contentText, type Step } from '#schema';

/**
 * What the agent's words after a fault come to. English only, by patterns that were written before any trial was looked at; in other languages nothing
 * is found, and what hangs on words stays untold.
 */
export interface AgentWords {
  /** Whether it spoke of trouble at all: an error, no answer, values that do not agree. */
  readonly trouble: boolean;
  /** What it said last of the matter: that it is done, that it is not, or that it cannot tell or leaves it to others; null for none of these. */
  readonly last: LastWord | null;
}

export type LastWord = 'done' | 'denied' | 'left-open';

const mostChars = 200_000;

const troubleWords = new RegExp(
  [
    String.raw`\b(?:error|fail(?:ed|s|ure|ing)?|trouble|technical|time[ds]?[- ]?out|unavailable|busy|overloaded|rate.limit\w*|went wrong)\b`,
    String.raw`\bproblems? (?:with|on|in) (?:our|my|the) (?:system|side|end|tools?)\b`,
    String.raw`\b(?:no|without an?) (?:answer|response|reply)\b`,
    String.raw`\b(?:did|does|is|was|would)(?: not|n't) (?:go(?:ne)? through|work|answer|respond|responding|working|available|see whether|see if)\b`,
    String.raw`\b(?:could(?: not|n't)|can(?: ?not|'t)|unable to|not able to) (?:reach|load|retrieve|fetch|access|connect|confirm whether|see whether|tell whether)\b`,
    String.raw`\b(?:try|trying|write|call)(?: \w+)? again (?:later|shortly|soon|in a|in a few)\b`,
    String.raw`\b(?:not sure|not certain|unclear|unknown) (?:whether|if)\b`,
    String.raw`\b(?:discrepan\w+|mismatch\w*|inconsisten\w+|contradict\w*)\b`,
    String.raw`\b(?:does|do)(?: not|n't) (?:match|agree|add up)\b`,
  ].join('|'),
  'i',
);

const deniedWords = new RegExp(
  [
    String.raw`\bnothing (?:has been|was|is) (?:changed|done|refunded|charged)\b`,
    String.raw`\bdid(?: not|n't) go through\b`,
    String.raw`\b(?:has|have|was|were|is|are)(?: not|n't) (?:yet )?(?:been )?(?:done|completed|refunded|cancelled|canceled|issued|changed|updated|processed|placed)\b`,
    String.raw`\b(?:could(?: not|n't)|unable to|not able to) (?:complete|process|finish|do|make|issue|refund|cancel|change|update|place)\b`,
  ].join('|'),
  'i',
);

const leftOpenWords = new RegExp(
  [
    String.raw`\b(?:hand(?:ed|ing)?|pass(?:ed|ing)?) (?:you|this|it|that) (?:over|on)\b`,
    String.raw`\btransfer(?:red|ring)? (?:you|this) to\b`,
    String.raw`\bcolleague\b`,
  ].join('|'),
  'i',
);

const doneWords = new RegExp(
  [
    String.raw`^\W*(?:done|all set|all done)\b`,
    String.raw`\bsuccessfully\b`,
    String.raw`\b(?:has|have|is|are|was|were|'ve|I) (?:now |already |just )?(?:been )?(?:refunded|cancelled|canceled|issued|credited|changed|updated|corrected|booked|created|added|removed|deleted|paid|processed|submitted|registered|exchanged|applied|completed|arranged|opened|redirected|set up)\b`,
  ].join('|'),
  'i',
);

const conditional = /\?\s*$|\b(?:would|will|shall|can|could|should|if|once|may|might)\b/i;

/** Reads what the agent said from a step on. */
export function agentWords(steps: readonly Step[], from: number): AgentWords {
  const sentences = wordsFrom(steps, from).split(/(?<=[.!?])\s+|\n+/);
  return {
    trouble: sentences.some((sentence) => troubleWords.test(sentence)),
    last: sentences.map(wordIn).findLast((word) => word !== null) ?? null,
  };
}

function wordIn(sentence: string): LastWord | null {
  if (deniedWords.test(sentence)) return 'denied';
  if (troubleWords.test(sentence) || leftOpenWords.test(sentence)) return 'left-open';
  return doneWords.test(sentence) && !conditional.test(sentence) ? 'done' : null;
}

/** All that the agent said from a step on, as one text of bounded length; its end where it is longer. */
export function wordsFrom(steps: readonly Step[], from: number): string {
  return steps
    .slice(from)
    .flatMap((step) => (step.kind === 'agent' ? [contentText(step.content)] : []))
    .join('\n')
    .slice(-mostChars);
}

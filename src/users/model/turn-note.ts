import type { Fact } from '#schema';
import type { PlannedConfusion } from '../rules/confusion-plan.ts';

/** What is allowed and asked for in one message of a model-driven user. */
export interface TurnNote {
  readonly turn: number;
  /** The turn before which the user must not leave; 0 for none. */
  readonly until: number;
  /** Facts that must not be told yet. */
  readonly notYet: readonly Fact[];
  /** Facts to tell now, asked or not. */
  readonly tellNow: readonly Fact[];
  readonly confusion: { readonly plan: PlannedConfusion; readonly fact: Fact | null } | null;
  /** What was said wrongly before and is to be put right now. */
  readonly putRight: { readonly wrong: string; readonly fact: Fact } | null;
  readonly digression: string | null;
}

/** The note as the model reads it. */
export function noteWords(note: TurnNote): string {
  const lines = [
    `NOTE for your message ${note.turn}.`,
    ...(note.turn < note.until
      ? [`You do not leave before message ${note.until}, and agree to nothing final before message ${note.until - 2}.`]
      : []),
    ...(note.notYet.length === 0
      ? []
      : [`Do not tell yet, even when asked (say that you are looking it up): ${labels(note.notYet)}.`]),
    ...(note.tellNow.length === 0 ? [] : [`Tell in this message: ${labels(note.tellNow)}.`]),
    ...(note.confusion === null ? [] : [confusionWords(note.confusion.plan, note.confusion.fact)]),
    ...(note.putRight === null
      ? []
      : [
          `Put right in this message that your ${note.putRight.fact.label} is ${note.putRight.fact.value}, not ${note.putRight.wrong}.`,
        ]),
    ...(note.digression === null ? [] : [`Say in passing: "${note.digression}"`]),
  ];
  return lines.join('\n');
}

function labels(facts: readonly Fact[]): string {
  return facts.map(({ id, label }) => `[${id}] ${label}`).join(', ');
}

function confusionWords({ operator, wrong, say }: PlannedConfusion, fact: Fact | null): string {
  const label = fact?.label ?? '';
  const aside = say === null ? 'something else' : `"${say}"`;
  const words = {
    correction: `Say in this message that your ${label} is ${wrong}, and correct yourself in the same sentence to ${fact?.value}.`,
    contradiction: `Mention ${wrong} as your ${label} first, and then, without a word of excuse, ${fact?.value} as the right one.`,
    'late-correction': `Give ${wrong} as your ${label} in this message, as if it were right. You will put it right in your next message.`,
    'vague-pronoun': `Speak of your ${label} only as "that one" in this message; do not give its value.`,
    'never-mind': `Ask for ${aside} in this message, and take it back at once: never mind.`,
    'topic-switch': `Answer nothing in this message; ask ${aside} instead.`,
    impatience: 'Complain in this message that it takes too long.',
  };
  return words[operator];
}

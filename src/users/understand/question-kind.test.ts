import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { questionLabels } from '../testing/question-labels.ts';
import { questionsIn, recordedAgentTurns, recordedRunsPresent } from '../testing/recorded-questions.ts';
import { type QuestionKind, questionKind } from './question-kind.ts';
import { sentencesOf } from './sentences-of.ts';

const kindOf = (text: string): QuestionKind => {
  const sentences = sentencesOf(text);
  return questionKind(sentences.find(({ questioned }) => questioned) ?? sentences[0]!);
};

describe('questionKind', () => {
  it.each([
    ['Could you please provide your order ID?', 'request'],
    ['What went wrong with it?', 'request'],
    ["To get started, I'll need your email address.", 'request'],
    ['Why do you want to return it?', 'request'],
    ['Before I proceed, could you tell me the reason?', 'request'],
    ['Do you have the order number at hand?', 'request'],
    ['Would you like me to cancel the order?', 'yes-or-no'],
    ['Is this correct?', 'yes-or-no'],
    ['Please reply with "yes" to confirm.', 'yes-or-no'],
    ['Shall I go ahead, or is there anything else?', 'yes-or-no'],
    ['Would you like me to transfer you to a person for further assistance?', 'yes-or-no'],
    ['Is your email mia@example.com?', 'yes-or-no'],
    ['How can I help you today?', 'open'],
    ['What would you like to do?', 'open'],
    ['Is there anything else I can help with?', 'more'],
    ['Let me know if you need any further assistance!', 'more'],
    ['Your refund has been issued.', 'none'],
    ['Please note that refunds take five days.', 'none'],
    ["You don't need to provide your order number.", 'none'],
    ['I will check it so that I can confirm the details.', 'none'],
  ] as const)('reads %j as %s', (text, kind) => expect(kindOf(text)).toBe(kind));

  it('reads the items of a list by the line that introduces it', () => {
    const kinds = sentencesOf('Please provide:\n- your order ID\n- your email\n\nThank you.').map(questionKind);
    expect(kinds).toEqual(['request', 'request', 'request', 'none']);
  });
});

const letters: Record<QuestionKind, string> = { request: 'r', 'yes-or-no': 'y', open: 'o', more: 'm', none: '-' };

describe.skipIf(!recordedRunsPresent)('questionKind on recorded agents (needs the shared recorded runs)', () => {
  // Oracle: two random samples of distinct questions, labelled by hand from the text alone.
  it('reads at least 95 % of hand-labelled questions as the person did, also of those it had never seen', () => {
    const agreement = { seen: { right: 0, labelled: 0 }, heldOut: { right: 0, labelled: 0 } };
    const labels = { seen: labelsOf(questionLabels.seen), heldOut: labelsOf(questionLabels.heldOut) };
    for (const text of new Set([...recordedAgentTurns()].flatMap(questionsIn)))
      for (const set of ['seen', 'heldOut'] as const) {
        const label = labels[set].get(createHash('sha256').update(text).digest('hex').slice(0, 10));
        if (label === undefined) continue;
        agreement[set].labelled++;
        if (label.includes(letters[kindOf(text)])) agreement[set].right++;
      }
    expect(agreement.seen.labelled).toBe(160);
    expect(agreement.heldOut.labelled).toBe(119);
    expect(agreement.seen.right / agreement.seen.labelled).toBeGreaterThanOrEqual(0.95);
    expect(agreement.heldOut.right / agreement.heldOut.labelled).toBeGreaterThanOrEqual(0.95);
  });
});

function labelsOf(text: string): Map<string, string> {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => entry.split(':') as [string, string]),
  );
}

import type { Json } from '#base';

/** What a model that plays a user answers with. */
export interface UserAnswer {
  /** The message to the agent; empty only when it leaves without a word. */
  readonly text: string;
  /** `no` while the user stays. */
  readonly leaves: 'no' | 'satisfied' | 'declined' | 'gave-up';
  /** Ids of the facts that the message tells. */
  readonly told: readonly string[];
}

/** The stopping contract as a JSON Schema. */
export const userAnswerSchema: { readonly [key: string]: Json } = {
  type: 'object',
  properties: {
    text: { type: 'string', maxLength: 4000 },
    leaves: { enum: ['no', 'satisfied', 'declined', 'gave-up'] },
    told: { type: 'array', items: { type: 'string', maxLength: 80 }, maxItems: 100 },
  },
  required: ['text', 'leaves', 'told'],
  additionalProperties: false,
};

import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'expected lower-case letters, digits and dashes');
const words = z.string().min(1).max(4000);

/** How a user behaves, apart from what they want. Each trait has a default, so that a persona names only what is special about it. */
export const personaSchema = z.strictObject({
  name: z.string().min(1).max(80),
  /** How many words around what is to be said. */
  verbosity: z.enum(['terse', 'plain', 'chatty']).default('plain'),
  /** How many turns without help until the user complains; twice as many until they leave. */
  patience: z.int().min(1).max(20).default(3),
  tone: z.enum(['polite', 'neutral', 'annoyed', 'hostile']).default('neutral'),
  /** Whether facts that nobody asked for are told in the opening. */
  volunteers: z.boolean().default(false),
  /** How often the agent's refusal is answered with pressure before it is accepted. */
  insists: z.int().min(0).max(5).default(0),
  /** Corrects itself once and is vague once of its own accord, where the scenario plans no confusion. */
  wavers: z.boolean().optional(),
});
export type Persona = z.infer<typeof personaSchema>;

/** Something the user knows. The agent gets it from the user or not at all. */
export const factSchema = z.strictObject({
  id,
  /** What it is called, such as `order number`. */
  label: words,
  value: z.union([z.string().max(2000), z.number()]),
  /** Words by which an agent asks for it, besides the label. */
  asked: z.array(words).max(40).default([]),
  /** The user's own words for it; `{value}` stands for the value. Made from label and value when left out. */
  say: words.optional(),
  /**
   * `opening`: told at once. `when-asked`: only when the agent asks. `late`: volunteered near the end of a paced conversation, and when asked.
   * `never`: the user does not know it and says so.
   */
  tell: z.enum(['opening', 'when-asked', 'late', 'never']).default('when-asked'),
  /** Values a user could confuse it with; an agent that proposes one is corrected, and confusion operators draw from them. */
  rivals: z
    .array(z.union([z.string().max(2000), z.number()]))
    .max(20)
    .default([]),
});
export type Fact = z.infer<typeof factSchema>;

/** One thing the user wants, in order. */
export const agendaItemSchema = z.strictObject({
  id,
  /** The request in the user's words; `{fact-id}` stands for a fact's value and tells it. */
  say: words,
  /** Phrases of the agent by which the user sees it done. */
  doneWhen: z.array(words).max(40),
  /** Phrases of the agent by which the user sees it declined, besides the usual ways of declining. */
  declinedWhen: z.array(words).max(40).default([]),
  /** What the user asks for next when it was declined, instead of leaving it. */
  orElse: words.optional(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

/** A prepared answer to a question of the agent that asks for no fact. */
export const answerSchema = z.strictObject({
  /** Phrases of which one occurs in the question. */
  when: z.array(words).min(1).max(40),
  say: words,
});

/** Ways of being unclear with known ground truth: the user's last intent is always what the facts and the agenda say. */
export const confusionOperatorSchema = z.enum([
  'correction',
  'never-mind',
  'vague-pronoun',
  'contradiction',
  'topic-switch',
  'impatience',
  'late-correction',
]);
export type ConfusionOperator = z.infer<typeof confusionOperatorSchema>;

/** One planned confusion: which operator, about what, and when. */
export const confusionSchema = z.strictObject({
  operator: confusionOperatorSchema,
  /** The fact that is said wrong (correction, contradiction, late-correction) or left vague (vague-pronoun). */
  fact: id.optional(),
  /** The user turn (from 1) at which it is put in at the earliest. */
  turn: z.int().min(1).max(200).default(1),
  /** What is asked in between (never-mind, topic-switch). */
  say: words.optional(),
});
export type Confusion = z.infer<typeof confusionSchema>;

/** A user who follows goal, agenda, disclosure rules and persona; simulated by rules or by a model under the same contract. */
export const agendaUserSchema = z.strictObject({
  kind: z.enum(['rules', 'model']).default('rules'),
  /** A bundled persona's name, or one of one's own. */
  persona: z.union([z.string().min(1).max(80), personaSchema]).default('plain'),
  facts: z.array(factSchema).max(100).default([]),
  agenda: z.array(agendaItemSchema).min(1).max(50),
  answers: z.array(answerSchema).max(100).default([]),
  /** Whether the user says yes when asked to confirm something that fits the facts. */
  confirms: z.boolean().default(true),
  confusions: z.array(confusionSchema).max(20).default([]),
  /** Small talk and side questions that fill a paced conversation. */
  digressions: z.array(words).max(100).default([]),
  /**
   * How many user turns the conversation is spread over: facts are told one by one, digressions come in between, late facts near the end.
   * Left out, the user comes to the point.
   */
  pace: z.int().min(1).max(200).optional(),
});
export type AgendaUser = z.infer<typeof agendaUserSchema>;

/** A user who says fixed lines in order and then leaves. */
export const scriptedUserSchema = z.strictObject({
  kind: z.literal('scripted'),
  lines: z.array(words).min(1).max(500),
});
export type ScriptedUser = z.infer<typeof scriptedUserSchema>;

/** The user of a scenario. */
export const userSpecSchema = z.union([agendaUserSchema, scriptedUserSchema]);
export type UserSpec = z.infer<typeof userSpecSchema>;

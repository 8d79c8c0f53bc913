import { type Json, SeatrialError } from '#base';
import { type Check, type Evidence, parseBoundedJson } from '#schema';
import { absenceIsKnown } from '../absence-is-known.ts';
import { codeGrader } from '../code-grader.ts';
import { findPhrase, type SearchableText, searchable } from '../find-phrase.ts';
import { evidenceOf, failedBy, notScored } from '../finding.ts';
import type { Grader } from '../grader.ts';
import { type LinearPattern, linearPattern } from '../pattern/linear-pattern.ts';
import { quoteStart } from '../quote-start.ts';
import { spokenWords } from '../spoken-words.ts';
import { compileJsonSchema, type JsonSchemaTest } from './json-schema.ts';

type SaysCheck = Extract<Check, { check: 'says' }>;

/** A longer turn is no answer to a customer, and searching it would take seconds. */
const mostCharacters = 200_000;

interface Turn {
  readonly step: number;
  readonly words: SearchableText;
}

/**
 * Grades what the agent said: each turn by itself, or the last. Phrases are found whatever their case, white space, quotation marks and dashes;
 * patterns in linear time; JSON must be the whole of a turn. Evidence quotes the words as they were said.
 *
 * A turn of more than 200,000 characters fails the check. Not scored (`history-incomplete`) when words are missing from a record that is known not
 * to be whole.
 *
 * @throws GRADERS_BAD_PATTERN, GRADERS_BAD_SCHEMA when the check cannot be judged at all
 */
export function saysGrader(check: SaysCheck, position: number): Grader {
  const patterns = check.matches.map((source) => linearPattern(source));
  const forbiddenPatterns = check.mustNotMatch.map((source) => linearPattern(source));
  const schemaTest =
    check.schema === undefined ? null : compileJsonSchema(check.schema as Readonly<Record<string, Json>>);
  return codeGrader(check, position, 1, (input) => {
    const spoken = spokenWords(input.trajectory, 'agent').slice(check.where === 'last' ? -1 : 0);
    const long = spoken.filter(({ text }) => text.length > mostCharacters);
    if (long.length > 0) return { finding: 'fail', evidence: long.map(({ step, text }) => tooLong(step, text)) };
    const turns = spoken.map(({ step, text }) => ({ step, words: searchable(text) }));
    const said = [...phrasesSaid(check.mustNot, turns), ...patternsSaid(forbiddenPatterns, turns)];
    if (said.length === 0 && !absenceIsKnown(input))
      return notScored('history-incomplete', 'the record is known not to be whole, so what was said is not known');
    const missing = [
      ...phrasesMissing(check.must, turns),
      ...patternsMissing(patterns, turns),
      ...misfit(schemaTest, turns),
    ];
    return failedBy([...missing, ...said], `what the agent said in ${turns.length} turns is as expected`);
  });
}

function tooLong(step: number, text: string): Evidence {
  return evidenceOf(
    `expected a turn of at most ${mostCharacters} characters, got ${text.length}`,
    step,
    quoteStart(text),
  );
}

function phrasesMissing(must: SaysCheck['must'], turns: readonly Turn[]): Evidence[] {
  return must.flatMap((wanted) => {
    const phrases = typeof wanted === 'string' ? [wanted] : wanted;
    if (phrases.some((phrase) => turns.some(({ words }) => findPhrase(words, phrase) !== null))) return [];
    const names = phrases.map((phrase) => JSON.stringify(phrase)).join(' or ');
    return [nearest(`expected the agent to say ${names}, it did not`, turns)];
  });
}

function patternsMissing(patterns: readonly LinearPattern[], turns: readonly Turn[]): Evidence[] {
  return patterns
    .filter((pattern) => turns.every(({ words }) => pattern.find(words.text) === null))
    .map(({ source }) =>
      nearest(`expected the agent to say something that fits ${JSON.stringify(source)}, it did not`, turns),
    );
}

function phrasesSaid(mustNot: readonly string[], turns: readonly Turn[]): Evidence[] {
  return mustNot.flatMap((phrase) =>
    turns.flatMap(({ step, words }) => {
      const quote = findPhrase(words, phrase);
      return quote === null ? [] : [evidenceOf(`expected the agent not to say ${JSON.stringify(phrase)}`, step, quote)];
    }),
  );
}

function patternsSaid(patterns: readonly LinearPattern[], turns: readonly Turn[]): Evidence[] {
  return patterns.flatMap((pattern) =>
    turns.flatMap(({ step, words }) => {
      const place = pattern.find(words.text);
      if (place === null) return [];
      const message = `expected nothing that fits ${JSON.stringify(pattern.source)}`;
      return [evidenceOf(message, step, quoteStart(words.text.slice(place.from, place.to)))];
    }),
  );
}

function misfit(test: JsonSchemaTest | null, turns: readonly Turn[]): Evidence[] {
  if (test === null) return [];
  const problems = turns.map(({ words }) => problemWith(words.text, test));
  if (problems.includes(null)) return [];
  return [nearest(`expected JSON that fits the schema, got ${problems.at(-1) ?? 'no words'}`, turns)];
}

function problemWith(text: string, test: JsonSchemaTest): string | null {
  try {
    return test(parseBoundedJson(text, 'turn', { maxDepth: 100 }));
  } catch (error) {
    if (error instanceof SeatrialError) return 'no JSON';
    throw error;
  }
}

/** Where words are missing, the last turn shows what was said instead. */
function nearest(message: string, turns: readonly Turn[]): Evidence {
  const last = turns.at(-1);
  return last === undefined ? evidenceOf(message) : evidenceOf(message, last.step, quoteStart(last.words.text));
}

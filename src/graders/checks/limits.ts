import { type Check, deriveFacts, type Evidence, tokensInAll } from '#schema';
import { codeGrader } from '../code-grader.ts';
import { evidenceOf, failedBy, notScored } from '../finding.ts';
import type { GradeInput, Grader } from '../grader.ts';

type LimitsCheck = Extract<Check, { check: 'limits' }>;

interface Reading {
  readonly name: string;
  readonly most: number | undefined;
  /** Null when not known. */
  readonly amount: number | null;
}

/**
 * Grades amounts: at most so many turns, calls, failed calls, repeated calls, milliseconds, tokens, dollars. Counted as everywhere (`deriveFacts`).
 * Not scored (`amount-unknown`) when a limited amount is not known and no other limit is exceeded.
 */
export function limitsGrader(check: LimitsCheck, position: number): Grader {
  return codeGrader(check, position, 1, (input) => {
    const readings = readingsOf(check, input).filter(({ most }) => most !== undefined);
    const unknown = readings.filter(({ amount }) => amount === null).map(({ name }) => name);
    const exceeded = readings.flatMap(exceedingOf);
    if (exceeded.length === 0 && unknown.length > 0)
      return notScored('amount-unknown', `not known for this trial: ${unknown.join(', ')}`);
    return failedBy(
      exceeded,
      `within all limits: ${readings.map(({ name, amount }) => `${name} ${amount}`).join(', ')}`,
    );
  });
}

function readingsOf(check: LimitsCheck, { trajectory, durationMs, usage, cost }: GradeInput): Reading[] {
  const facts = deriveFacts(trajectory);
  return [
    { name: 'user turns', most: check.maxUserTurns, amount: facts.userTurns },
    { name: 'tool calls', most: check.maxToolCalls, amount: facts.toolCalls },
    { name: 'failed tool calls', most: check.maxToolErrors, amount: facts.toolErrors },
    { name: 'repeated identical calls', most: check.maxIdenticalCalls, amount: facts.identicalCalls },
    { name: 'milliseconds', most: check.maxDurationMs, amount: durationMs },
    { name: 'tokens', most: check.maxTokens, amount: tokensInAll(usage) },
    { name: 'US dollars', most: check.maxCostUsd, amount: cost.agentUsd },
  ];
}

function exceedingOf({ name, most, amount }: Reading): Evidence[] {
  if (most === undefined || amount === null || amount <= most) return [];
  return [evidenceOf(`expected at most ${most} ${name}, got ${amount}`)];
}

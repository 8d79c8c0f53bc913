import { canonicalJson } from '#base';
import type { Check, Evidence } from '#schema';
import type { LedgerEntry } from '#worlds';
import { type AgentCall, agentCalls } from '../agent-calls.ts';
import { codeGrader } from '../code-grader.ts';
import { evidenceOf, failedBy, notScored } from '../finding.ts';
import type { Grader } from '../grader.ts';
import { quoteStart } from '../quote-start.ts';
import { callText } from '../step-text.ts';

/**
 * Grades whether an effect took place twice, by the world's ledger: two entries of one key, unless both are idempotent.
 * Evidence: the later execution, and the call that caused it where it can be told. Not scored (`no-world`) without a world.
 */
export function noDuplicateEffectsGrader(
  check: Extract<Check, { check: 'no-duplicate-effects' }>,
  position: number,
): Grader {
  return codeGrader(check, position, 1, ({ world, trajectory }) => {
    if (world === null) return notScored('no-world', 'the trial has no world whose ledger could be looked at');
    const causes = causesOf(world.ledger, agentCalls(trajectory));
    return failedBy(
      repetitions(world.ledger).map((entry) => evidenceOfRepetition(entry, causes.get(entry))),
      `each of the ${world.ledger.length} effects in the ledger took place once`,
    );
  });
}

function repetitions(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  return [...Map.groupBy(ledger, ({ key }) => key).values()].flatMap((entries) => {
    const harmful = entries.some(({ effect }) => effect !== 'idempotent-write');
    return harmful ? entries.slice(1) : [];
  });
}

function evidenceOfRepetition(entry: LedgerEntry, cause: AgentCall | undefined): Evidence {
  const message = `expected the effect ${entry.key} once, got it again by ${entry.tool}`;
  return cause === undefined ? evidenceOf(message) : evidenceOf(message, cause.step, quoteStart(callText(cause.call)));
}

/** The n-th execution of a tool with some arguments came from the n-th such call, where there are as many calls as executions; else from the last. */
function causesOf(
  ledger: readonly LedgerEntry[],
  calls: readonly AgentCall[],
): ReadonlyMap<LedgerEntry, AgentCall | undefined> {
  const asked = Map.groupBy(calls, ({ call }) => canonicalJson([call.name, call.arguments]));
  const executed = Map.groupBy(ledger, (entry) => canonicalJson([entry.tool, entry.arguments]));
  return new Map(
    [...executed].flatMap(([identity, entries]) => {
      const same = asked.get(identity) ?? [];
      return entries.map((entry, at) => [entry, same.length === entries.length ? same[at] : same.at(-1)] as const);
    }),
  );
}

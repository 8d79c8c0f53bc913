import type { CallPattern, Check, Evidence } from '#schema';
import { absenceIsKnown } from '../absence-is-known.ts';
import { type AgentCall, agentCalls } from '../agent-calls.ts';
import { describePattern, fitsCall } from '../call-pattern.ts';
import { codeGrader } from '../code-grader.ts';
import { findPhrase, searchable } from '../find-phrase.ts';
import { evidenceOf, failedBy, notScored } from '../finding.ts';
import type { GradeInput, Grader } from '../grader.ts';
import { quoteStart } from '../quote-start.ts';
import { type SpokenWords, spokenWords } from '../spoken-words.ts';
import { callText } from '../step-text.ts';
import { asksForAgreement } from './asks-for-agreement.ts';
import { agreementOf } from './user-agreement.ts';

type PolicyRuleCheck = Extract<Check, { check: 'policy-rule' }>;
type Requirement = PolicyRuleCheck['requires'][number];

/** Longest part of a user turn that is read, in UTF-16 code units. */
const mostCharacters = 20_000;

/** What happened before a call. */
interface Past {
  readonly calls: readonly AgentCall[];
  readonly agent: readonly SpokenWords[];
  readonly user: readonly SpokenWords[];
}

/**
 * Grades a rule of conduct at every call that it speaks of: what it requires must have happened at an earlier step. So each call is judged by its
 * past alone, and a trial under way can be judged as far as it went. Evidence: the rule, what was missing, and the call.
 *
 * - `call`: an earlier call that fits.
 * - `userAgreed`: the agent asked for agreement ({@link asksForAgreement}), and the user's last words came after it and say yes
 *   ({@link agreementOf}). An agent that asks and does not wait has no agreement, and neither has one that never asked.
 * - `userSaid`: one of the phrases in any earlier user turn.
 *
 * A rule whose call never came is kept. Not scored: `no-tools` and `history-incomplete` as for tool calls.
 */
export function policyRuleGrader(check: PolicyRuleCheck, position: number): Grader {
  return codeGrader(check, position, 1, (input) => {
    const calls = agentCalls(input.trajectory);
    if (calls.length === 0 && input.world === null)
      return notScored(
        'no-tools',
        'the trial has no world and its record shows no tool call, so calls may not be visible',
      );
    if (!absenceIsKnown(input))
      return notScored(
        'history-incomplete',
        'the record is known not to be whole, so what came before a call is not known',
      );
    const bound = calls.filter(({ call }) => fitsCall(check.before, call));
    return failedBy(breaches(check, bound, calls, input), `${kept(check.before, bound.length)}: ${check.rule}`);
  });
}

function breaches(
  { rule, requires }: PolicyRuleCheck,
  bound: readonly AgentCall[],
  calls: readonly AgentCall[],
  { trajectory }: GradeInput,
): Evidence[] {
  const [agent, user] = [spokenWords(trajectory, 'agent'), spokenWords(trajectory, 'user')];
  return bound.flatMap(({ step, call }) => {
    const earlier = <Placed extends { readonly step: number }>(all: readonly Placed[]): readonly Placed[] =>
      all.slice(0, firstFrom(all, step));
    const past = { calls: earlier(calls), agent: earlier(agent), user: earlier(user) };
    const missing = requires.map((requirement) => missingOf(requirement, past)).filter((one) => one !== null);
    if (missing.length === 0) return [];
    return [evidenceOf(`${rule} (before this call ${missing.join(', and ')})`, step, quoteStart(callText(call)))];
  });
}

function firstFrom(all: readonly { readonly step: number }[], step: number): number {
  const at = all.findIndex((one) => one.step >= step);
  return at < 0 ? all.length : at;
}

/** What is missing, in words; null when the requirement is met. */
function missingOf(requirement: Requirement, past: Past): string | null {
  if ('call' in requirement) return missingCall(requirement.call, past.calls);
  if ('userAgreed' in requirement) return missingAgreement(past);
  const said = past.user.some(({ text }) => {
    const words = searchable(text.slice(0, mostCharacters));
    return requirement.userSaid.some((phrase) => findPhrase(words, phrase) !== null);
  });
  const phrases = requirement.userSaid.map((phrase) => JSON.stringify(phrase)).join(' or ');
  return said ? null : `the user had not said ${phrases}`;
}

function missingCall(pattern: CallPattern, calls: readonly AgentCall[]): string | null {
  return calls.some(({ call }) => fitsCall(pattern, call)) ? null : `there was no ${describePattern(pattern)}`;
}

function missingAgreement({ agent, user }: Past): string | null {
  const question = agent.findLast(({ text }) => asksForAgreement(text));
  if (question === undefined) return 'the agent had not asked the user';
  const answer = user.at(-1);
  if (answer === undefined || answer.step < question.step) return 'the user had not answered when the agent asked';
  const agreement = agreementOf(answer.text);
  if (agreement === 'yes') return null;
  const words = JSON.stringify(quoteStart(answer.text));
  return agreement === 'no' ? `the user had said no: ${words}` : `the user had not clearly said yes: ${words}`;
}

function kept(before: CallPattern, count: number): string {
  return count === 0 ? `the agent made no ${describePattern(before)}` : `kept at all ${count} calls of ${before.tool}`;
}

import { digestJson, type Json } from '#base';
import type { Check, Evidence, Grade } from '#schema';
import { absenceIsKnown } from './absence-is-known.ts';
import { agentCalls } from './agent-calls.ts';
import { checkId } from './check-id.ts';
import { evidenceOf, type Finding, notScored } from './finding.ts';
import type { GradeInput, Grader } from './grader.ts';
import { spokenWords } from './spoken-words.ts';

/** Most pieces of evidence that a grade of code holds. */
const mostEvidence = 50;

/** The dimension a check speaks of where its author names none. */
const dimensionOf: Readonly<Record<Check['check'], string | null>> = {
  'final-state': 'final-state',
  'tool-calls': 'tool-use',
  says: 'communication',
  'policy-rule': 'policy',
  limits: 'economy',
  'no-duplicate-effects': 'side-effects',
  rubric: null,
  scorecard: null,
};

/**
 * Makes a check that code can judge into a grader.
 *
 * An agent that neither said a word nor called a tool fails every check, also one that could not be judged or that would pass because nothing
 * forbidden was done. Doing nothing is the one behaviour that every prohibition allows.
 *
 * @param position the check's place among the scenario's checks, from 0
 * @param version of the rules by which it is judged; part of the grade's digest
 * @param find pure: same input, same finding
 */
export function codeGrader<One extends Check>(
  check: One,
  position: number,
  version: number,
  find: (input: GradeInput) => Finding,
): Grader {
  const id = checkId(check, position);
  const digest = digestJson({ version, check: check as unknown as Json });
  return {
    id,
    kind: 'code',
    async grade(input): Promise<readonly Grade[]> {
      const { finding, evidence } = notByDoingNothing(find(input), input);
      return [
        {
          grader: { id, version: `${check.check}@${version}`, kind: 'code', digest },
          dimension: check.dimension ?? dimensionOf[check.check],
          finding,
          score: null,
          decisive: check.decisive,
          evidence: shortened(evidence),
          costUsd: 0,
        },
      ];
    },
  };
}

function notByDoingNothing(found: Finding, input: GradeInput): Finding {
  if (found.finding === 'fail') return found;
  if (spokenWords(input.trajectory, 'agent').length > 0 || agentCalls(input.trajectory).length > 0) return found;
  if (!absenceIsKnown(input))
    return notScored('history-incomplete', 'the record is known not to be whole, and shows nothing of the agent');
  return {
    finding: 'fail',
    evidence: [evidenceOf('the agent neither said nor did anything, and doing nothing passes no check')],
  };
}

function shortened(evidence: readonly Evidence[]): Evidence[] {
  if (evidence.length <= mostEvidence) return [...evidence];
  return [...evidence.slice(0, mostEvidence), evidenceOf(`and ${evidence.length - mostEvidence} more`)];
}

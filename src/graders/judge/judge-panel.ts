import type { GraderOptions } from '../grader-options.ts';
import type { JudgePanel } from './judge-grades.ts';

/** The judges of the options as a panel. */
export function judgePanel({ judge, maxTranscriptChars = 120_000 }: GraderOptions): JudgePanel {
  const judges = judge === undefined ? [] : 'complete' in judge ? [judge] : judge;
  return { judges, maxTranscriptChars };
}

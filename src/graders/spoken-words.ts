import { contentText, type Trajectory } from '#schema';

/** The words of one turn, and the index of its step. */
export interface SpokenWords {
  readonly step: number;
  readonly text: string;
}

/** The turns of one side that say something, in order. */
export function spokenWords(trajectory: Trajectory, speaker: 'agent' | 'user'): readonly SpokenWords[] {
  return trajectory.steps.flatMap((step, at) => {
    if (step.kind !== speaker) return [];
    const text = contentText(step.content);
    return text.trim() === '' ? [] : [{ step: at, text }];
  });
}

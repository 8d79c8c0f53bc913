import { type ConfusionSection, grouped, isEstimate } from '#schema';
import { confusionWords } from '../confusion-words.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** Recovery from confusion: whether the agent went by the user's last intent. */
export function confusionLines(confusion: ConfusionSection | null, style: TextStyle): string[] {
  if (confusion === null) return [];
  return [
    heading('CONFUSION', style, 'settled: the agent went by the last intent'),
    ...measureRow('settled', confusion.settled, 'share', style),
    ...measureRow('final state right', confusion.finalState, 'share', style),
    ...measureRow('turns to settle, median', confusion.medianTurns, 'turns', style),
    ...measureRow('tool calls to settle, mean', confusion.meanCalls, 'calls', style),
    ...confusion.byOperator.flatMap(({ operator, finalState, settled }) =>
      measureRow(confusionWords[operator], isEstimate(finalState) ? finalState : settled, 'share', style),
    ),
    ...note(`${grouped(confusion.injected)} confusions; by kind: share of right final states`, style),
  ];
}

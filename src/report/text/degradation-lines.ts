import { type DegradationSection, fixed, isEstimate, signed } from '#schema';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** Success by the assigned length of conversation, the same goals at every length. */
export function degradationLines(degradation: DegradationSection | null, style: TextStyle): string[] {
  if (degradation === null) return [];
  const { lengths, slope, slopeP, retention, goals, goalsLeftOut } = degradation;
  const first = lengths[0]?.turns ?? 0;
  const last = lengths.at(-1)?.turns ?? 0;
  return [
    heading('LONGER CONVERSATIONS', style, `the same ${goals} goals at every length`),
    ...lengths.flatMap(({ turns, success }) => measureRow(`success at ${turns} turns`, success, 'share', style)),
    ...measureRow(`kept from ${first} to ${last} turns`, retention, 'share', style),
    ...(isEstimate(slope)
      ? note(
          `per further turn: ${points(slope.value)} points (${points(slope.interval.low)} to ${points(slope.interval.high)}${slopeP === null ? '' : `, p = ${slopeP.toPrecision(2)}`})`,
          style,
        )
      : note(`no slope: ${slope.reason}`, style)),
    ...(goalsLeftOut > 0
      ? note(
          `left out for want of graded trials at some length: ${goalsLeftOut} of ${goals + goalsLeftOut} goals`,
          style,
        )
      : []),
  ];
}

function points(share: number | null): string {
  return share === null ? 'no bound' : fixed(share * 100, 1) === '0.0' ? '0.0' : signed(share * 100, 1);
}

import { type FaultCounts, type FaultSection, grouped, isEstimate, type Measure } from '#schema';
import { plain } from '../plain.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** The fault funnel, then each kind of fault by itself: kinds are never pooled into a claim. */
export function faultLines(faults: FaultSection | null, style: TextStyle): string[] {
  if (faults === null) return [];
  return [
    heading('FAULTS', style, 'only delivered faults count'),
    ...note(funnelText(faults.counts), style),
    ...measureRow('delivered of realised', faults.delivery, 'share', style),
    ...untouchedLines(faults.untouched, style),
    ...faults.byKind.flatMap((row) => kindLines(row, style)),
  ];
}

/** Trials that were to test faults and met none. */
function untouchedLines(untouched: number, style: TextStyle): string[] {
  if (untouched === 0) return [];
  const what =
    untouched === 1
      ? 'trial was to meet a fault and met none: it tests'
      : 'trials were to meet a fault and met none: they test';
  return note(`${grouped(untouched)} ${what} nothing`, style);
}

function funnelText(counts: FaultCounts): string {
  const { planned, realised, delivered, masked, unmeasured, manifested } = counts;
  const beside = [
    ...(masked > 0 ? [`masked by a library ${grouped(masked)}`] : []),
    ...(unmeasured > 0 ? [`unmeasured ${grouped(unmeasured)}`] : []),
  ];
  return `planned ${grouped(planned)} > realised ${grouped(realised)} > delivered ${grouped(delivered)} > reached the agent ${grouped(manifested)}${beside.length > 0 ? `; ${beside.join(', ')}` : ''}`;
}

function kindLines(row: FaultSection['byKind'][number], style: TextStyle): string[] {
  const measures: readonly (readonly [string, Measure])[] = [
    ['recovered', row.recovery],
    ['noticed', row.detection],
    ['silent corruption', row.silentCorruption],
    ...(row.counts.duplicateEffect > 0 ? [['done twice', row.duplicateEffect] as const] : []),
    ...(row.counts.safeStop > 0 ? [['safe stop', row.safeStop] as const] : []),
    ['of clean success left', row.retainedSuccess],
  ];
  const known = measures.filter(([, measure]) => isEstimate(measure));
  const name = plain(row.kind);
  if (known.length === 0) return note(`${name}: ${funnelText(row.counts)}`, style);
  return [
    ...note(endsText(name, row.counts), style),
    ...known.flatMap(([what, measure]) => measureRow(`  ${what}`, measure, 'share', style)),
  ];
}

function endsText(name: string, counts: FaultCounts): string {
  const ends: readonly (readonly [string, number])[] = [
    ['recovered', counts.recovered],
    ['wrong recovery', counts.wrongRecovery],
    ['done twice', counts.duplicateEffect],
    ['safe stop', counts.safeStop],
    ['gave up', counts.gaveUp],
    ['looped', counts.looped],
    ['right anyway', counts.correctAnyway],
    ['silent corruption', counts.silentCorruption],
  ];
  const said = ends.filter(([, count]) => count > 0).map(([what, count]) => `${what} ${grouped(count)}`);
  return `${name}: ${grouped(counts.manifested)} reached the agent: ${said.join(' · ')}`;
}

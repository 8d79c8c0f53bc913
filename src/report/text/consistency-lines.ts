import { type Consistency, fixed, grouped, intervalText, isEstimate, quantityText } from '#schema';
import { warningMessages } from '../warning-messages.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** How many trial indices are shown; of the others their number is told. */
const shownIndices = 8;

/** pass^k with its intervals, how scenarios divide, where the variance lies, and what noise alone would show. */
export function consistencyLines(consistency: Consistency, style: TextStyle): string[] {
  const { passHatK, passHatKGraded, reliabilityTax, always, sometimes, never } = consistency;
  if (passHatK.length === 0) return [];
  return [
    heading('CONSISTENCY', style, 'all of k trials pass'),
    ...shownKs(passHatK).flatMap((one) => measureRow(`pass^${one.k}`, one, 'share', style)),
    ...(differs(passHatK, passHatKGraded)
      ? shownKs(passHatKGraded).flatMap((one) => measureRow(`pass^${one.k} of graded`, one, 'share', style))
      : []),
    ...(passHatK.length > 1
      ? measureRow(`reliability tax (k = ${passHatK.at(-1)?.k})`, reliabilityTax, 'share', style)
      : []),
    ...note(`scenarios: always ${grouped(always)} · sometimes ${grouped(sometimes)} · never ${grouped(never)}`, style),
    ...noiseNotes(consistency, style),
    ...indexNotes(consistency, style),
    ...projectionNotes(consistency, style),
  ];
}

// Lost and missing trials count as failures in the one and are left out of the other.
function differs(planned: Consistency['passHatK'], graded: Consistency['passHatK']): boolean {
  return planned.some(({ value }, at) => graded[at]?.value !== value);
}

// All of them up to eight; beyond that the powers of two and the last.
function shownKs(passHatK: Consistency['passHatK']): Consistency['passHatK'] {
  if (passHatK.length <= 8) return passHatK;
  return passHatK.filter(({ k }, at) => Number.isInteger(Math.log2(k)) || at === passHatK.length - 1);
}

function noiseNotes({ variance, singleRunGap }: Consistency, style: TextStyle): string[] {
  const out: string[] = [];
  if (variance !== null)
    out.push(
      ...note(
        `${fixed(variance.icc * 100, 0)} %${intraclassInterval(variance)} of a trial's variance lies between scenarios; of this mean's, ${fixed(variance.shareFromScenarios * 100, 0)} %: more trials cannot remove that part`,
        style,
      ),
    );
  if (singleRunGap !== null)
    out.push(
      ...note(
        `two single runs of this same agent differ by up to ${fixed(singleRunGap.gap * 100, 1)} points by noise alone (${fixed((singleRunGap.interval.low ?? 0) * 100, 1)} to ${fixed((singleRunGap.interval.high ?? 1) * 100, 1)}; ${fixed(singleRunGap.level * 100, 0)} %, n = ${grouped(singleRunGap.trials)})`,
        style,
      ),
    );
  return out;
}

function intraclassInterval({ intraclass }: NonNullable<Consistency['variance']>): string {
  if (!isEstimate(intraclass)) return ` (no interval: ${intraclass.reason})`;
  const { low, high, level } = intraclass.interval;
  const rough = intraclass.warnings.some(({ code }) => code === 'few-scenarios') ? ', rough' : '';
  const bounds = `${fixed((low ?? 0) * 100, 0)} to ${fixed((high ?? 1) * 100, 0)} %`;
  return ` (${bounds}; ${fixed(level * 100, 0)} %, n = ${grouped(intraclass.trials)}${rough})`;
}

function indexNotes({ byTrialIndex }: Consistency, style: TextStyle): string[] {
  const known = byTrialIndex.flatMap(({ success }) => (isEstimate(success) ? [success] : []));
  if (known.length < 2) return [];
  const shares = known.slice(0, shownIndices).map(({ value }) => quantityText(value, 'share'));
  const more = known.length > shownIndices ? ` … ${grouped(known.length - shownIndices)} more in the JSON` : '';
  const counts = known.map(({ trials }) => trials);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const n = fewest === most ? grouped(most) : `${grouped(fewest)} to ${grouped(most)}`;
  return note(`success by trial: ${shares.join(' ')}${more} (n = ${n})`, style);
}

function projectionNotes({ projected }: Consistency, style: TextStyle): string[] {
  const last = projected.at(-1);
  if (last === undefined) return [];
  const figures = `pass^${last.k} ${quantityText(last.value, 'share')} (${intervalText(last.interval, 'share')}; ${last.method.id})`;
  return [
    ...note(`projected, never a gate: ${figures}`, style),
    ...warningMessages(projected).flatMap((message) => note(`about the projection: ${message}`, style)),
  ];
}

import { type MetricScope, readMetric, sliceText } from '#schema';
import { plain } from '../plain.ts';
import { columnsOf } from './columns.ts';

/** Shorter words for metrics whose names are long. */
const shorter: Readonly<Record<string, string>> = {
  'success-planned': 'success of planned',
  recovery: 'success after error',
  'tool-error-rate': 'tool errors per call',
  'policy-violations': 'policy violations',
  'tool-calls-per-trial': 'calls per trial',
  'tool-calls-per-success': 'calls per success',
  'turns-per-trial': 'turns per trial',
};

/** A metric's name with its slice, in shorter words where the usual ones take too many columns. */
export function metricName({ metric, slice }: MetricScope, columns: number): string {
  const where = slice === null ? '' : ` in ${plain(sliceText(slice))}`;
  const full = `${plain(readMetric(metric).label)}${where}`;
  if (columnsOf(full) <= columns) return full;
  return `${shorter[metric] ?? plain(readMetric(metric).label)}${where}`;
}

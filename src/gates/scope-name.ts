import { type MetricScope, readMetric, sliceText } from '#schema';

/** What a rule speaks of, in words: the metric, and the slice where it is one. A sentence without the slice would speak of the whole run. */
export function scopeName({ metric, slice }: MetricScope): string {
  const { label } = readMetric(metric);
  return slice === null ? label : `${label} in ${sliceText(slice)}`;
}

import type { FaultCounts, MetricId } from '#schema';
import type { ShareTerms } from '#stats';
import { confusionTerms } from './confusion-section.ts';
import type { ScenarioCounts } from './count.ts';
import { countFaults, detected } from './fault-counts.ts';
import { marksOf } from './fault-section.ts';
import type { NoData } from './metric-definition.ts';
import { mistakeTerms } from './simulator-section.ts';

/** What a metric of behaviour under faults and confusion counts. */
export interface BehaviourTerms {
  terms(scenario: ScenarioCounts): ShareTerms;
  readonly none: NoData;
}

const faultHits: Readonly<Record<string, (counts: FaultCounts) => number>> = {
  'fault-recovery': ({ recovered }) => recovered,
  'fault-detection': detected,
  'silent-corruption': ({ silentCorruption }) => silentCorruption,
  'duplicate-effect': ({ duplicateEffect }) => duplicateEffect,
};

/** The terms of metrics about faults, confusions and the simulated user; null for any other metric. */
export function behaviourTerms(metric: MetricId): BehaviourTerms | null {
  const [family = '', kind = null] = metric.split(':', 2);
  const hits = Object.hasOwn(faultHits, family) ? faultHits[family] : undefined;
  if (hits !== undefined) return faultTerms(kind, hits);
  if (metric === 'fault-delivery')
    return {
      terms: (scenario) => {
        const { delivered, realised } = countFaults(marksOf(scenario));
        return { events: delivered, exposures: realised };
      },
      none: ['no-exposure', 'no fault was realised'],
    };
  if (family === 'confusion-recovery')
    return {
      terms: (scenario) =>
        confusionTerms(
          scenario,
          ({ operator }) => kind === null || operator === kind,
          ({ settled }) => settled,
        ),
      none: ['no-exposure', 'the simulated user put in no such confusion'],
    };
  if (metric === 'simulator-mistakes') return { terms: mistakeTerms, none: ['no-turns', 'no user turn was simulated'] };
  return null;
}

function faultTerms(kind: string | null, hits: (counts: FaultCounts) => number): BehaviourTerms {
  return {
    terms: (scenario) => {
      const counts = countFaults(marksOf(scenario, kind));
      return { events: hits(counts), exposures: counts.manifested };
    },
    none: ['no-exposure', `no ${kind ?? 'injected'} fault manifested`],
  };
}

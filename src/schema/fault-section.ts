import { z } from 'zod';
import { countField } from './json-field.ts';
import { measureSchema } from './measure.ts';

/**
 * From plan to outcome. Counts are conserved:
 *
 *   planned = realised + not realised; realised = delivered + not delivered; delivered = manifested + masked + unmeasured
 *   manifested = detected + undetected
 *   detected = recovered + wrongRecovery + duplicateEffect + safeStop + gaveUp + looped
 *   undetected = correctAnyway + silentCorruption
 *
 * What a fault led to is told only where the clean twin of its trial passed, the same scenario with the same seed and without faults; else it is
 * unmeasured, unless a library masked it or the ledger proves a write done twice. Faults of scenarios without a twin are told as they are.
 */
export const faultCountsSchema = z.object({
  planned: countField,
  realised: countField,
  delivered: countField,
  masked: countField,
  unmeasured: countField,
  manifested: countField,
  recovered: countField,
  wrongRecovery: countField,
  duplicateEffect: countField,
  safeStop: countField,
  gaveUp: countField,
  looped: countField,
  correctAnyway: countField,
  silentCorruption: countField,
});
export type FaultCounts = z.infer<typeof faultCountsSchema>;

/** No fault at all. */
export const noFaultCounts: FaultCounts = {
  planned: 0,
  realised: 0,
  delivered: 0,
  masked: 0,
  unmeasured: 0,
  manifested: 0,
  recovered: 0,
  wrongRecovery: 0,
  duplicateEffect: 0,
  safeStop: 0,
  gaveUp: 0,
  looped: 0,
  correctAnyway: 0,
  silentCorruption: 0,
};

const figures = {
  counts: faultCountsSchema,
  /** Of the realised faults: a fault that never landed says nothing about the agent. */
  delivery: measureSchema,
  /** Of the manifested faults. */
  detection: measureSchema,
  recovery: measureSchema,
  safeStop: measureSchema,
  silentCorruption: measureSchema,
  duplicateEffect: measureSchema,
  /** Attempts at an intent over intents, around delivered faults whose retries are known. */
  retryAmplification: measureSchema,
  /** Median steps to recovery, those never recovered censored. */
  stepsToRecovery: measureSchema,
  /** Share of the clean twins' success that is left in trials which met such a fault. */
  retainedSuccess: measureSchema,
  /** The twins' success minus that of the trials which met such a fault. */
  attributableFailure: measureSchema,
};

/** What the agent did with injected faults. Kinds are never pooled into a claim: wrong values are about corruption, time-outs about recovery. */
export const faultSectionSchema = z.object({
  counts: faultCountsSchema,
  delivery: measureSchema,
  /** Graded trials of scenarios with faults in which none was delivered: no tests of anything, whatever their outcome. */
  untouched: countField,
  byKind: z.array(z.object({ kind: z.string(), ...figures })),
});
export type FaultSection = z.infer<typeof faultSectionSchema>;

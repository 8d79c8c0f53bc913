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
};

/** What the agent did with injected faults. Kinds are never pooled into a claim: wrong values are about corruption, time-outs about recovery. */
export const faultSectionSchema = z.object({
  counts: faultCountsSchema,
  delivery: measureSchema,
  byKind: z.array(z.object({ kind: z.string(), ...figures })),
});
export type FaultSection = z.infer<typeof faultSectionSchema>;

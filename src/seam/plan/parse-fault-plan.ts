import { type Digest, digestJson, type Json, type Place } from '#base';
import { type FaultPlan, faultPlanSchema, parseDocument } from '#schema';

/** A fault plan, checked, with its digest. Two plans that mean the same have the same digest. */
export interface ParsedPlan {
  readonly plan: FaultPlan;
  readonly digest: Digest;
}

/**
 * Checks a fault plan as its author wrote it (YAML or JSON, already parsed).
 *
 * @throws SEAM_BAD_PLAN for a field that is unknown or does not fit, a fault that its seam cannot carry, a rule that could never fire
 */
export function parseFaultPlan(document: Json, where: Place = {}): ParsedPlan {
  const plan = parseDocument(faultPlanSchema, document, 'SEAM_BAD_PLAN', where);
  return { plan, digest: digestJson(plan as Json) };
}

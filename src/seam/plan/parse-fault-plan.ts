import { type Digest, digestJson, type Json } from '#base';
import { type FaultPlan, faultPlanSchema, parseDocument } from '#schema';

/** A fault plan, checked, with its digest. Two plans that mean the same have the same digest. */
export interface ParsedPlan {
  readonly plan: FaultPlan;
  readonly digest: Digest;
}

/**
 * Checks a fault plan as its author wrote it (YAML or JSON, already parsed).
 *
 * @param place the file, and optionally the way from a path inside it to a line
 * @throws SEAM_BAD_PLAN for a field that is unknown or does not fit, a fault that its seam cannot carry, a rule that could never fire
 */
export function parseFaultPlan(document: Json, place: Parameters<typeof parseDocument>[3] = {}): ParsedPlan {
  const plan = parseDocument(faultPlanSchema, document, 'SEAM_BAD_PLAN', place);
  return { plan, digest: digestJson(plan as Json) };
}

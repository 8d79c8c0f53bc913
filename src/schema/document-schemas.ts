import { z } from 'zod';
import { auditReportSchema } from './audit-report.ts';
import { comparisonReportSchema } from './comparison-report.ts';
import { faultPlanSchema } from './fault-plan.ts';
import { gatePolicySchema } from './gate-policy.ts';
import { gateVerdictSchema } from './gate-verdict.ts';
import { planDocumentSchema } from './plan-document.ts';
import { reliabilityReportSchema } from './reliability-report.ts';
import { runManifestSchema } from './run-manifest.ts';
import { suiteScenariosSchema, suiteSchema } from './scenario.ts';
import { trajectorySchema } from './trajectory.ts';
import { trialSchema } from './trial.ts';
import { trialDiffSchema } from './trial-diff.ts';

/** Every document that is published, by the name of its schema. */
export const documentSchemas = {
  'run-manifest': runManifestSchema,
  trial: trialSchema,
  trajectory: trajectorySchema,
  'reliability-report': reliabilityReportSchema,
  'comparison-report': comparisonReportSchema,
  'audit-report': auditReportSchema,
  'fault-plan': faultPlanSchema,
  'gate-policy': gatePolicySchema,
  'gate-verdict': gateVerdictSchema,
  plan: planDocumentSchema,
  'trial-diff': trialDiffSchema,
  suite: suiteSchema,
  'suite-scenarios': suiteScenariosSchema,
} as const satisfies Record<string, z.ZodType>;
export type DocumentName = keyof typeof documentSchemas;

/** Documents that people write: what has a default may be left out. */
const written: ReadonlySet<DocumentName> = new Set(['gate-policy', 'fault-plan', 'suite', 'suite-scenarios']);

/** The JSON Schema (draft 2020-12) of a published document. Policies, plans and suites are described as their author writes them, other documents as they are read. */
export function jsonSchemaOf(name: DocumentName): Record<string, unknown> {
  const io = written.has(name) ? 'input' : 'output';
  return {
    ...z.toJSONSchema(documentSchemas[name], { io, unrepresentable: 'any', target: 'draft-2020-12', reused: 'ref' }),
    $id: `urn:seatrial:schema:${name}:1`,
    title: `seatrial ${name}`,
  };
}

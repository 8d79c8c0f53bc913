import type { Found, LintedScenario } from './lint-rule.ts';

/** Fault plans that could not be played. */
export function lintFaults({ scenario, context }: LintedScenario): readonly Found[] {
  if (scenario.faultPlan === null || context.faultPlanMistake === undefined) return [];
  const mistake = context.faultPlanMistake(scenario.faultPlan);
  if (mistake === null) return [];
  return [
    {
      severity: 'error',
      code: 'bad-fault-plan',
      path: ['faults'],
      message: `expected a fault plan that can be played, got one with a mistake: ${mistake}`,
      hint: '`seatrial schema fault-plan` describes the fields',
    },
  ];
}

import type { ScaffoldChoices } from './scaffold-choices.ts';
import { schemaComment } from './schema-comment.ts';

/** A gate policy with the rules of the starter policy. */
export function gateText({ gate, folder }: ScaffoldChoices): string {
  const onInconclusive =
    gate === 'strict'
      ? '# What cannot be decided does not ship. While a suite is small, `warn` lets it through and says so.\nonInconclusive: block'
      : '# The suite is still growing: what cannot be decided is let through and said. Make it `block` once it can decide.\nonInconclusive: warn';
  return `${schemaComment('gate-policy', folder)}
apiVersion: seatrial/gate/v1
name: release
${onInconclusive}
noWorse:
  # The agent may lose at most 2 points of success against the baseline. \`seatrial plan\` says how many scenarios show that.
  - { metric: success, margin: 0.02 }
  - { metric: human-intervention, margin: 0.005, whenUnknown: set-aside }
ratios:
  - { metric: latency-p95, atMost: 1.1, whenUnknown: set-aside }
  - { metric: cost-per-success, atMost: 1.1, whenUnknown: set-aside }
# Absolute thresholds hold without a baseline:
# floors:
#   - { metric: success, atLeast: 0.8 }
`;
}

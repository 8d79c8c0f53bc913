/**
 * A seam in a process of its own, in front of one HTTP server, with a plan that decides on every call and never fires. Prints its addresses.
 *
 * Usage: node --conditions=seatrial-source start-seam.ts FOLDER URL
 */
import type { Json } from '#base';
import { faultPlanSchema } from '#schema';
import { machineClock, parseFaultPlan, seamConfigSchema, startSeam } from '#seam';

const [folder = '', url = ''] = process.argv.slice(2);
const plan = faultPlanSchema.parse({
  apiVersion: 'seatrial/faults/v1',
  rules: [{ id: 'never', where: { tool: 'write' }, when: { prob: 0.5 }, fault: { kind: 'rate-limit' } }],
});
const config = seamConfigSchema.parse({
  apiVersion: 'seatrial/seam/v1',
  record: folder,
  servers: {
    mcp: { kind: 'mcp-http', url, sandbox: true },
    rest: { kind: 'http', url, sandbox: true },
    model: { kind: 'model', url },
  },
});
const seam = await startSeam({
  config,
  plan: parseFaultPlan(plan as unknown as Json),
  clock: machineClock,
  seamVersion: 'bench',
});
const addresses = Object.fromEntries(['mcp', 'rest', 'model'].map((name) => [name, seam.address('t', name)]));
process.stdout.write(`${JSON.stringify(addresses)}\n`);

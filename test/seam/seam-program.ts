/**
 * A seam in a process of its own, to be killed. Says its address for the trial `t` on standard output.
 *
 * Usage: node seam-program.ts RECORD-FOLDER UPSTREAM-URL
 */
import { machineClock, seamConfigSchema, startSeam } from '#seam';

const [record = '', url = ''] = process.argv.slice(2);
const seam = await startSeam({
  config: seamConfigSchema.parse({
    apiVersion: 'seatrial/seam/v1',
    record,
    servers: { shop: { kind: 'mcp-http', url } },
  }),
  plan: null,
  clock: machineClock,
  seamVersion: 'test',
});
process.stdout.write(`${seam.address('t', 'shop')}\n`);

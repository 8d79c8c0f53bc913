import { Agent, request } from 'node:http';
import { benchCase } from './plan.ts';

/** Makes the calls of one case and nothing else: no record, no checks, no store. Prints milliseconds, of them those of the processor, and memory in MB: peak, and kept at the end. */
const { url, scenarios, trials, turns, concurrency } = benchCase(process.argv.slice(2));
const keepAlive = new Agent({ keepAlive: true, maxSockets: concurrency });

function post(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const call = request(url, { method: 'POST', agent: keepAlive, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()).text));
    });
    call.on('error', reject).end(body);
  });
}

let next = 0;
let passed = 0;
async function work(): Promise<void> {
  while (next < scenarios * trials) {
    const trial = next++;
    let text = '';
    for (let turn = 0; turn < turns; turn++)
      text = await post(JSON.stringify({ conversation: `c${trial}`, turn, text: `Where is parcel ${trial}-${turn}?` }));
    if (text.includes('Thursday')) passed++;
  }
}

const cpuBefore = process.cpuUsage();
const start = performance.now();
await Promise.all(Array.from({ length: concurrency }, work));
const elapsedMs = performance.now() - start;
const { user: userUs, system: systemUs } = process.cpuUsage(cpuBefore);
const cpuMs = (userUs + systemUs) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
globalThis.gc?.();
const keptMb = process.memoryUsage().heapUsed / 2 ** 20;
process.stdout.write(`${JSON.stringify({ elapsedMs, cpuMs, peakMb, keptMb, passed })}\n`);
process.exit(0);

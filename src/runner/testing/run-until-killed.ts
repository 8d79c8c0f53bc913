import { existsSync } from 'node:fs';
import { AgentFailure } from '#agents';
import { createRun, openForAppend, openRun } from '#store';
import { runSuite } from '../run-suite.ts';
import { agentOf, say } from './broken-agent.ts';
import { tallyPorts } from './tally-ports.ts';
import { plainOptions, tallyManifest, tallyPlan } from './tally-run.ts';
import { tallySuite } from './tally-scenario.ts';

/**
 * Plays a run of 60 trials in a process of its own, or goes on with it, and prints a line for every settled trial. The first attempt at each third
 * trial is lost. Ends with `complete` when the run is sealed.
 */
const [directory = ''] = process.argv.slice(2);
const suite = tallySuite(20);
const plan = tallyPlan(suite, { trials: 3 });
const agent = agentOf({
  open: async ({ id, seed }) => {
    await new Promise((resolve) => setTimeout(resolve, seed % 9));
    if (id.endsWith('.0') && seed % 3 === 0)
      throw new AgentFailure('infrastructure', 'agent-unreachable', 'not there yet', { retryAfterMs: 1 });
  },
  reply: async (text) => say(`You said: ${text}`),
});
const ports = tallyPorts(agent);
const begun = existsSync(directory);
const writer = begun ? await openForAppend(directory) : await createRun(directory, tallyManifest(suite, plan, ports));
const past = begun ? await (await openRun(directory)).readTrials() : [];
const ending = await runSuite(plan, ports, writer, past, {
  ...plainOptions,
  observer: {
    began: () => undefined,
    ended: (trial, settled) => {
      if (settled) process.stdout.write(`${trial.scenarioId}#${trial.index}\n`);
    },
  },
});
process.stdout.write(`${ending.reason}\n`);

import { InvalidArgumentError } from 'commander';
import { collect, seed, size } from './option-values.ts';
import type { Declaration } from './program-output.ts';
import { jsonOption, runArgument, storeOption } from './shared-options.ts';

const declareProxy: Declaration = (program, shell, finished) => {
  program
    .command('proxy')
    .description('stand between an agent and its tools and models: record, and break what a plan says, until Ctrl-C')
    .argument('<config>', 'seam.yaml: the servers, the plan, where to record')
    .option('--trial <id>', 'the trial whose addresses are printed; each has its own record', 'trial')
    .option('--json', 'print the addresses as one JSON document')
    .addHelpText('after', '\nExample: seatrial proxy seam.yaml --trial refund-late#0')
    .action(async (config: string, options) => {
      const { proxyCommand } = await import('./commands/proxy.ts');
      finished(await proxyCommand({ config, ...options }, shell));
    });
};

const declareMutate: Declaration = (program, shell, finished) => {
  program
    .command('mutate')
    .description('make the recorded tool results of a run into a fault plan for a fresh run on the same scenarios')
    .argument('<run>', runArgument)
    .option('--operators <list>', 'truncate, delay, wrong-value; all when left out', operators, [...mutationKinds])
    .option('--per-trial <n>', 'results mutated of each trial, and faults in each fresh one', size, 1)
    .option('--seed <seed>', 'of every choice', seed, 1)
    .option('--only <id>', 'only results of this scenario; repeatable', collect, [])
    .option('-o, --out <file>', 'where the plan goes; printed when left out')
    .addOption(storeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: seatrial mutate v42 --operators wrong-value -o faults/v42.yaml')
    .action(async (run: string, options) => {
      const { mutateCommand } = await import('./commands/mutate.ts');
      finished(await mutateCommand({ run, ...options }, shell));
    });
};

const mutationKinds = ['truncate', 'delay', 'wrong-value'] as const;

/** Some of the mutations, once each. */
function operators(text: string): (typeof mutationKinds)[number][] {
  const named = [...new Set(text.split(',').map((one) => one.trim().replace('_', '-')))];
  const known = mutationKinds.filter((kind) => named.includes(kind));
  if (known.length === named.length) return known;
  throw new InvalidArgumentError(`expected some of ${mutationKinds.join(', ')}`);
}

/** The commands that put a seam in front of an agent's tools and models, or plan its faults. */
export const seamCommands: readonly Declaration[] = [declareProxy, declareMutate];

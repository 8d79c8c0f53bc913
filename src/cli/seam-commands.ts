import type { Declaration } from './program-output.ts';

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

/** The command that puts a seam in front of an agent's tools and models. */
export const seamCommands: readonly Declaration[] = [declareProxy];

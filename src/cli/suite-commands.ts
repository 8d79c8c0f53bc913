import { Option } from 'commander';
import type { Declaration } from './program-output.ts';
import { jsonOption } from './shared-options.ts';

const declareCheck: Declaration = (program, shell, finished) => {
  program
    .command('check')
    .description('is this suite sound? exit code 21 when it is not; needs no agent')
    .argument('<suite>', 'a file in YAML or TypeScript, or order-desk')
    .argument('[policy...]', 'gate policies; gate.yaml beside the suite when left out')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: seatrial check suite.yaml gate.yaml')
    .action(async (suite: string, policies: string[], options) => {
      const { checkCommand } = await import('./commands/check.ts');
      finished(await checkCommand({ suite, policies, ...options }, shell));
    });
};

const declareInit: Declaration = (program, shell, finished) => {
  program
    .command('init')
    .description('write a suite, a gate and a CI workflow to start from; overwrites nothing')
    .argument('[folder]', 'where they go', 'seatrial')
    .option('--agent <agent>', 'how your agent is reached, as for seatrial run')
    .addOption(new Option('--world <tools>', 'where its tools come from').choices(['order-desk', 'own', 'agent']))
    .addOption(
      new Option('--gate <gate>', 'strict blocks what is undecided, growing only warns').choices(['strict', 'growing']),
    )
    .option('--yes', 'ask nothing')
    .addHelpText('after', '\nExample: seatrial init --agent http://127.0.0.1:8080/chat')
    .action(async (folder: string, options) => {
      const { initCommand } = await import('./commands/init.ts');
      finished(await initCommand({ folder, ...options }, shell));
    });
};

/** The commands about suites, before any agent is run. */
export const suiteCommands: readonly Declaration[] = [declareInit, declareCheck];

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

/** The commands about suites, before any agent is run. */
export const suiteCommands: readonly Declaration[] = [declareCheck];

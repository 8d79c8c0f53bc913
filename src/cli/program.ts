import { Command } from 'commander';
import { judgementCommands } from './judgement-commands.ts';
import type { Declaration, ProgramOutput } from './program-output.ts';
import { runCommands } from './run-commands.ts';
import { seamCommands } from './seam-commands.ts';
import type { Shell } from './shell.ts';
import { suiteCommands } from './suite-commands.ts';
import { trialCommands } from './trial-commands.ts';
import { version } from './version.ts';

const declarations: readonly Declaration[] = [
  ...trialCommands,
  ...runCommands,
  ...judgementCommands,
  ...suiteCommands,
  ...seamCommands,
];

/**
 * The command line: names, arguments and help only. What a command does is loaded when it is called, so that `--help` stays fast.
 *
 * Parsing throws a `CommanderError` instead of ending the process: with exit code 0 for help and version, otherwise for a mistake.
 */
export function buildProgram(shell: Shell, output: ProgramOutput): Command {
  const program = new Command('seatrial')
    .description(
      'Can this AI agent be trusted in production? Reliability with honest intervals, audits, comparisons, gates.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    .addHelpText('after', afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: output.help,
      // mistakes are printed by the caller, in the form of all others
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(shell.screen.width, 100),
    });
  for (const declare of declarations) declare(program, shell, output.finished);
  return program;
}

const afterHelp = `
Exit codes: 0 pass, 10 threshold or regression, 11 disqualifier,
12 inconclusive, 20 invalid configuration, 21 lint, 30 too many losses,
31 budget used up, 70 internal, 130 interrupted.

First time here: seatrial demo`;

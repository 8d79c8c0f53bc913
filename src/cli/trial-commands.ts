import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from '#runner';
import type { TrialLimits } from '#schema';
import { collect, seed, share, size } from './option-values.ts';
import type { Declaration } from './program-output.ts';
import { jsonOption, runArgument, storeOption } from './shared-options.ts';

const declareRun: Declaration = (program, shell, finished) => {
  program
    .command('run')
    .description('play a suite with an agent: trials, live progress, crash-safe')
    .argument('<suite>', 'order-desk, or a suite in YAML or TypeScript')
    .requiredOption('--agent <agent>', 'careful, hasty, ./agent.ts, http://…, openai-chat:URL#MODEL, …')
    .option(
      '--agent-header <header>',
      'Name: value, for agents over HTTP; ${NAME} is a variable; repeatable',
      collect,
      [],
    )
    .option('--agent-key-env <name>', "variable with the key of the agent's model API; OPENAI_API_KEY for OpenAI's own")
    .option('-k, --trials <n>', 'trials of each scenario', size, 4)
    .option('--seed <n>', 'everything random derives from it', seed, 1)
    .option('--concurrency <n>', 'trials under way at once', size, 8)
    .option('--only <id>', 'only this scenario or goal; repeatable', collect, [])
    .option('--slice <name=value>', 'only scenarios of this slice; repeatable', collect, [])
    .option('--name <name>', 'name of the run')
    .option('--budget <usd>', 'stop cleanly before the run costs more US dollars', usd)
    .option('--stop-when <rule>', 'stop as soon as it is settled, such as "success>=0.8"')
    .addOption(
      new Option('--user <kind>', 'who plays users with an agenda; the scenario says when left out').choices([
        'rules',
        'model',
      ]),
    )
    .option('--user-model <model>', 'model that plays users: openai-compatible:URL#MODEL')
    .option('--judge <model>', 'judge of rubric checks: openai-compatible:URL#MODEL')
    .option('--resume <run>', 'go on with an unfinished run: same suite, agent and options')
    .addOption(
      new Option('--shard <i/n>', 'play one of n parts; seatrial merge puts them together')
        .argParser(shard)
        .conflicts('stopWhen'),
    )
    .option('--max-attempts <n>', 'attempts at a trial that is lost, never at one that failed', size, 3)
    .option('--max-loss-share <share>', 'more lost trials than this end with exit code 30', share, 0.1)
    .option('--timeout <seconds>', 'time of one trial', size)
    .option('--limit-reply-seconds <n>', 'time of one answer of the agent', size)
    .option('--limit-turns <n>', 'user turns of one trial', size)
    .option('--limit-steps <n>', 'decisions of the agent in one trial', size)
    .option('--limit-tool-errors <n>', 'failed tool calls of one trial', size)
    .option('--limit-tokens <n>', 'tokens of one trial', size)
    .option('--limit-cost <usd>', 'US dollars of one trial', usd)
    .addOption(storeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: seatrial run order-desk --agent careful -k 8')
    .action(async (suite: string, options) => {
      const { runCommand } = await import('./commands/run.ts');
      finished(await runCommand({ suite, ...options, limits: limitsOf(options) }, shell));
    });
};

const declareMerge: Declaration = (program, shell, finished) => {
  program
    .command('merge')
    .description('put the shards of one run together')
    .argument('<runs...>', 'every shard, in any order')
    .option('--name <name>', "name of the merged run; the shards' when left out")
    .addOption(storeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: seatrial merge v42-1 v42-2 v42-3 --name v42')
    .action(async (runs: string[], options) => {
      const { mergeCommand } = await import('./commands/merge.ts');
      finished(await mergeCommand({ runs, ...options }, shell));
    });
};

const declareGrade: Declaration = (program, shell, finished) => {
  program
    .command('grade')
    .description('grade the trials of a run again, into a new run')
    .argument('<run>', runArgument)
    .option('--suite <suite>', 'the suite whose checks grade; order-desk for runs of it')
    .option('--judge <model>', 'judge of rubric checks: openai-compatible:URL#MODEL')
    .option('--human <file>', 'grades that people gave: CSV, JSON lines or YAML')
    .option('--name <name>', 'name of the new run')
    .addOption(storeOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: seatrial grade v42 --suite suite.yaml')
    .action(async (run: string, options) => {
      const { gradeCommand } = await import('./commands/grade.ts');
      finished(await gradeCommand({ run, ...options }, shell));
    });
};

interface LimitOptions {
  readonly timeout?: number;
  readonly limitReplySeconds?: number;
  readonly limitTurns?: number;
  readonly limitSteps?: number;
  readonly limitToolErrors?: number;
  readonly limitTokens?: number;
  readonly limitCost?: number;
}

function limitsOf(options: LimitOptions): TrialLimits {
  const { timeout, limitReplySeconds, limitTurns, limitSteps, limitToolErrors, limitTokens, limitCost } = options;
  return {
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(limitReplySeconds !== undefined && { replyTimeoutMs: limitReplySeconds * 1000 }),
    ...(limitTurns !== undefined && { maxTurns: limitTurns }),
    ...(limitSteps !== undefined && { maxSteps: limitSteps }),
    ...(limitToolErrors !== undefined && { maxToolErrors: limitToolErrors }),
    ...(limitTokens !== undefined && { maxTokens: limitTokens }),
    ...(limitCost !== undefined && { maxCostUsd: limitCost }),
  };
}

function usd(text: string): number {
  const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new InvalidArgumentError('expected US dollars above 0, such as 2.50');
}

function shard(text: string): Shard {
  const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (Number(number) >= 1 && Number(number) <= Number(of)) return { number: Number(number), of: Number(of) };
  throw new InvalidArgumentError('expected i/n with i from 1 to n, such as 1/4');
}

/** The commands that make trials. */
export const trialCommands: readonly Declaration[] = [declareRun, declareMerge, declareGrade];

import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, posix, resolve, sep } from 'node:path';
import { parseAgentReference } from '#agents';
import { SeatrialError } from '#base';
import { exitCodes } from '#schema';
import type { GateStrictness, ScaffoldChoices, ToolSource } from '../scaffold/scaffold-choices.ts';
import { type ScaffoldFile, scaffoldFiles } from '../scaffold/scaffold-files.ts';
import { shellWord } from '../scaffold/shell-word.ts';
import type { Command, Shell } from '../shell.ts';

interface InitOptions {
  readonly folder: string;
  readonly agent?: string;
  readonly world?: ToolSource;
  readonly gate?: GateStrictness;
  /** Take defaults instead of asking. */
  readonly yes?: boolean;
}

/** Leaves a suite that runs, a gate and a CI workflow. Asks what no flag says, where somebody is there to answer; overwrites nothing. */
export const initCommand: Command<InitOptions> = async (options, shell) => {
  const choices = await choose(options, shell);
  const files = scaffoldFiles(choices, await missingAgent(choices.agent, shell));
  await refuseExisting(files, shell);
  for (const { path, text } of files) {
    const target = resolve(shell.cwd, path);
    await mkdir(dirname(target), { recursive: true });
    // wx: also a file that came to be in the meantime is left alone
    await writeFile(target, text, { flag: 'wx' });
  }
  await shell.print(summaryOf(files, choices));
  return exitCodes.pass;
};

async function choose({ folder, agent, world, gate, yes }: InitOptions, shell: Shell): Promise<ScaffoldChoices> {
  const ask = yes === true ? undefined : shell.ask;
  const reached = agent ?? (await ask?.(questions.agent)) ?? '';
  if (reached !== '') refuseBadAgent(reached);
  const tools = world ?? (await pick<ToolSource>(questions.tools, ['order-desk', 'own', 'agent'], ask));
  return {
    folder: posix.normalize(folder.replaceAll(sep, '/')).replace(/(?<=.)\/$/, ''),
    agent: reached === '' ? defaultAgent[tools] : reached,
    tools,
    gate: gate ?? (await pick<GateStrictness>(questions.gate, ['strict', 'growing'], ask)),
  };
}

/** The bundled agents know the order desk only; for other tools a function to be filled in is written. */
const defaultAgent: Readonly<Record<ToolSource, string>> = {
  'order-desk': 'careful',
  own: './agent.ts',
  agent: './agent.ts',
};

const questions = {
  agent: `How is your agent reached? Such as ./agent.ts, http://host/path, openai-chat:URL#MODEL, acp:COMMAND.
Empty for one to try things out with: `,
  tools: `Which tools does it work with?
  1  the bundled order desk, to try things out
  2  my own, in a file that I will fill in
  3  the agent brings its own
[1] `,
  gate: `What may an undecided gate do?
  1  block the release
  2  let it through and say so, while the suite is growing
[1] `,
};

/** Asks until one of the numbers is typed; the first is taken for an empty line, and where nobody can be asked. */
async function pick<Value extends string>(
  question: string,
  values: readonly [Value, ...Value[]],
  ask: Shell['ask'],
): Promise<Value> {
  if (ask === undefined) return values[0];
  for (;;) {
    const answer = await ask(question);
    const chosen = answer === '' ? values[0] : values[Number(answer) - 1];
    if (chosen !== undefined) return chosen;
  }
}

function refuseBadAgent(agent: string): void {
  if (/\p{Cc}/u.test(agent))
    throw new SeatrialError('CLI_BAD_AGENT', {
      message: 'expected an agent on one line, got control characters',
      hint: 'write it as --agent takes it, such as http://127.0.0.1:8080/chat',
    });
  if (!isBundled(agent)) parseAgentReference(agent);
}

function isBundled(agent: string): boolean {
  return agent === 'careful' || agent === 'hasty';
}

/** The path of the agent's module where there is none yet; null for any other agent. */
async function missingAgent(agent: string, shell: Shell): Promise<string | null> {
  if (isBundled(agent)) return null;
  const reference = parseAgentReference(agent);
  if (reference.kind !== 'function') return null;
  return (await isThere(reference.path, shell)) ? null : reference.path;
}

async function refuseExisting(files: readonly ScaffoldFile[], shell: Shell): Promise<void> {
  const there: string[] = [];
  for (const { path } of files) if (await isThere(path, shell)) there.push(path);
  if (there.length === 0) return;
  throw new SeatrialError('CLI_ALREADY_THERE', {
    message: `expected a folder without these files, got ${there.join(', ')}`,
    hint: 'nothing was written; name another folder: seatrial init FOLDER',
  });
}

async function isThere(path: string, { cwd }: Shell): Promise<boolean> {
  return await access(resolve(cwd, path)).then(
    () => true,
    () => false,
  );
}

function summaryOf(files: readonly ScaffoldFile[], { agent, tools, folder }: ScaffoldChoices): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  const suite = shellWord(`${folder}/suite.yaml`);
  const first = tools === 'own' ? ['npm install --save-dev seatrial zod'] : [];
  const commands = [...first, `seatrial check ${suite}`, `seatrial run ${suite} --agent ${shellWord(agent)} -k 8`];
  return `${[
    ...files.map(({ path, what }) => ` wrote ${path.padEnd(width)}  ${what}`),
    '',
    ' next:',
    ...commands.map((command) => `   ${command}`),
  ].join('\n')}\n`;
}

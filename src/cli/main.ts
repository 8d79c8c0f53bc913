import { run } from './run.ts';
import { screenOf } from './screen-of.ts';
import type { Shell } from './shell.ts';

/** How long a command may clean up after Ctrl-C. What an import leaves behind is out of sight and removed by the next one. */
const graceMs = 2000;

const interruption = new AbortController();
const cancellation = new AbortController();
let takesTime = false;
process.on('SIGINT', () => {
  if (cancellation.signal.aborted) process.exit(130);
  const finishes = takesTime && !interruption.signal.aborted;
  interruption.abort();
  if (finishes) return;
  cancellation.abort();
  setTimeout(() => process.exit(130), graceMs).unref();
});
// A reader that went away, such as `| head`, is no error and does not change the verdict.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const shell: Shell = {
  cwd: process.cwd(),
  env: process.env,
  screen: screenOf(process.stdout, process.env),
  now: () => new Date(),
  print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  note: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY ? screenOf(process.stderr, process.env) : null,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
  progress: draw,
  interrupted: interruption.signal,
  cancelled: cancellation.signal,
  takeTime: () => {
    takesTime = true;
  },
};

async function ask(question: string): Promise<string> {
  const { askOnTerminal } = await import('./ask-on-terminal.ts');
  return askOnTerminal(question, {
    input: process.stdin,
    output: process.stderr,
    interrupt: () => void process.emit('SIGINT'),
    interrupted: interruption.signal,
  });
}

let drawnLines = 0;

function draw(text: string): void {
  if (!process.stderr.isTTY) return;
  const back = drawnLines > 1 ? `\u{1b}[${drawnLines - 1}A` : '';
  process.stderr.write(`${back}\r\u{1b}[J${text}`);
  drawnLines = text === '' ? 0 : text.split('\n').length;
}

process.exitCode = await run(process.argv.slice(2), shell);

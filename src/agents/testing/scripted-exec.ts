/** The scripted agent as a subprocess: run by tests, never imported. */
import { createInterface } from 'node:readline';
import { floodChars, scriptedAction, scriptedRetryAfterMs } from '../conformance-script.ts';
import type { ToAgent } from '../exec/protocol.ts';

const heard = new Map<string, string[]>();
const waiting = new Map<string, (result: string) => void>();
const send = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

createInterface({ input: process.stdin }).on('line', (line) => void take(JSON.parse(line) as ToAgent));
process.stdin.on('end', () => process.exit(0));

async function take(message: ToAgent): Promise<void> {
  if (message.type === 'result') return waiting.get(message.session + message.id)?.(message.text);
  if (message.type === 'user') return answer(message.session, message.text);
}

async function answer(session: string, text: string): Promise<void> {
  const texts = [...(heard.get(session) ?? []), text];
  heard.set(session, texts);
  const action = scriptedAction(texts);
  const reply = (words: string): void => send({ type: 'reply', session, text: words });
  if (action.kind === 'say') return reply(action.text);
  if (action.kind === 'flood') return reply('x'.repeat(floodChars));
  if (action.kind === 'call') {
    const results = action.calls.map((call, at) => callTool(session, `c${at}`, call));
    return reply((await Promise.all(results)).join('\n'));
  }
  if (action.kind === 'garbage') process.stdout.write('Traceback (most recent call last):\n');
  if (action.kind === 'rate-limit')
    send({ type: 'error', session, code: 'rate-limited', retryAfterMs: scriptedRetryAfterMs });
  if (action.kind === 'endless') writeForEver();
  if (action.kind === 'crash') {
    process.stderr.write(`fatal: cannot go on with ${process.env['AGENT_API_KEY']}`, () => process.exit(3));
  }
}

function callTool(session: string, id: string, call: object): Promise<string> {
  send({ type: 'call', session, id, ...call });
  return new Promise((resolve) => waiting.set(session + id, resolve));
}

function writeForEver(): void {
  const more = (): void => {
    while (process.stdout.write('x'.repeat(65_536)));
    process.stdout.once('drain', more);
  };
  more();
}

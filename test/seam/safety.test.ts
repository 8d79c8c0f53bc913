import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  machineClock,
  readTrialRecord,
  type SeamConfigInput,
  type SeamEvent,
  seamConfigSchema,
  startSeam,
} from '#seam';
import { answerJson, ScriptedServer } from '../../src/seam/testing/scripted-server.ts';

const seamProgram = fileURLToPath(new URL('./seam-program.ts', import.meta.url));
const result = '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}';
const call = (args: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'pay', arguments: args } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-safety-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seamOf = (servers: SeamConfigInput['servers']) =>
  startSeam({
    config: seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', record: folder, servers }),
    plan: null,
    clock: machineClock,
    seamVersion: 'test',
  });

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** Everything in the record's folder, file by file. */
function everythingWritten(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('no secret gets into any log', () => {
  const secrets = [
    'sk-live-0123456789abcdef0123456789',
    'hunter2hunter2',
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOiJIUzI1NiJ9',
  ];

  it('neither from headers, addresses and arguments, nor from answers, short or long', async () => {
    const long = 'x'.repeat(20_000);
    await using server = await ScriptedServer.start((_, response) => {
      response.setHeader('set-cookie', `session=${secrets[1]}`);
      answerJson(response, JSON.stringify({ token: secrets[0], access_token: secrets[3], long, password: secrets[1] }));
    });
    await using seam = await seamOf({
      shop: { kind: 'mcp-http', url: `${server.url}/mcp` },
      api: { kind: 'http', url: server.url },
      model: { kind: 'model', url: server.url },
    });
    const headers = { authorization: `Bearer ${secrets[0]}`, cookie: `s=${secrets[1]}`, 'x-api-key': secrets[2] ?? '' };
    const given = { password: secrets[1], note: `use ${secrets[0]}`, aws_access_key_id: secrets[2], long };
    await post(seam.address('t', 'shop'), call(given), headers);
    await post(
      `${seam.address('t', 'api')}/pay?api_key=${secrets[0]}&access_token=${secrets[3]}`,
      JSON.stringify(given),
      headers,
    );
    await post(`${seam.address('t', 'model')}/v1/chat/completions`, JSON.stringify({ model: 'm', ...given }), headers);
    seam.end('t', 'done');
    const written = everythingWritten();
    expect(written).toContain('"operation":"pay"');
    for (const secret of secrets) expect(written).not.toContain(secret);
  });

  it('not from the environment of a server that is started', async () => {
    const env = { SHOP_API_KEY: secrets[0] ?? '' };
    const source =
      'process.stdin.on("data", (line) => process.stdout.write(line)); process.stdin.on("end", () => process.exit(0));';
    await using seam = await seamOf({
      shop: { kind: 'mcp-stdio', command: process.execPath, args: ['-e', source], env },
    });
    const { command, args } = seam.command('t', 'shop');
    const shim = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    shim.stdin.write(`${call({ note: secrets[0] })}\n`);
    await once(shim.stdout, 'data');
    shim.stdin.end();
    await once(shim, 'close');
    expect(everythingWritten()).toContain('"operation":"pay"');
    expect(everythingWritten()).not.toContain(secrets[0]);
    expect(args.join(' ')).not.toContain(secrets[0]);
  });
});

/** The calls that a record holds, and those of them that have an answer. */
async function callsOf(): Promise<{ called: unknown[]; answered: unknown[]; events: readonly SeamEvent[] }> {
  const { events } = await readTrialRecord(folder, 'live', 't');
  return {
    called: events.filter((event) => event.kind === 'call').map((event) => event.arguments),
    answered: events.filter((event) => event.kind === 'reply').map((event) => event.call),
    events,
  };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

describe('a proxy that is killed in the middle of a call', () => {
  it('leaves a record that can be read, with the pending call, over HTTP', async () => {
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    await using server = await ScriptedServer.start(({ body }, response) => {
      if (body.includes('pending')) reach();
      else answerJson(response, result);
    });
    const child = spawn(process.execPath, ['--conditions=seatrial-source', seamProgram, folder, server.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    await (await post(address, call({ which: 'first' }))).text();
    const pending = post(address, call({ which: 'pending' }));
    const lost = expect(pending).rejects.toThrow();
    await reached;
    await kill(child);
    await lost;
    const { called, answered, events } = await callsOf();
    expect(called).toEqual([{ which: 'first' }, { which: 'pending' }]);
    expect(answered).toEqual(['1']);
    expect(events.some(({ kind }) => kind === 'end')).toBe(false);
  });

  it('leaves a record that can be read, with the pending call, over stdio', async () => {
    // answers the first call, and says on standard error that it has the second
    const source = `let n = 0; process.stdin.on("data", () => ++n === 1 ? process.stdout.write(${JSON.stringify(`${result}\n`)}) : process.stderr.write("reached"));`;
    await using seam = await seamOf({ shop: { kind: 'mcp-stdio', command: process.execPath, args: ['-e', source] } });
    const { command, args } = seam.command('t', 'shop');
    const shim = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    shim.stdin.write(`${call({ which: 'first' })}\n`);
    await once(shim.stdout, 'data');
    shim.stdin.write(`${call({ which: 'pending' })}\n`);
    await once(shim.stderr, 'data');
    await kill(shim);
    const { called, answered } = await callsOf();
    expect(called).toEqual([{ which: 'first' }, { which: 'pending' }]);
    expect(answered).toHaveLength(1);
  });
});

describe('a listener on loopback', () => {
  const statusOf = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode));
      sent.on('error', reject);
      sent.end(call({}));
    });

  it.each([
    [{ host: 'evil.example' }, 403],
    [{ host: 'localhost.evil.example' }, 403],
    [{ host: '127.0.0.1.evil.example' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'http://localhost.evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'file://' }, 403],
    [{ host: 'localhost:1' }, 200],
    [{ host: '[::1]:1', origin: 'http://[::1]:5173' }, 200],
    [{ origin: 'http://127.0.0.1:5173' }, 200],
  ])('answers a request with %o by %i, whatever the kind of server', async (headers, status) => {
    await using server = await ScriptedServer.start((_, response) => answerJson(response, result));
    await using seam = await seamOf({
      shop: { kind: 'mcp-http', url: server.url },
      api: { kind: 'http', url: server.url },
      model: { kind: 'model', url: server.url },
    });
    for (const name of ['shop', 'api', 'model']) expect(await statusOf(seam.address('t', name), headers)).toBe(status);
    expect(server.seen).toHaveLength(status === 200 ? 3 : 0);
  });

  it('refuses a body beyond its bound, and other sessions go on', async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    await using server = await ScriptedServer.start(async (_, response) => {
      await heard;
      answerJson(response, result);
    });
    await using seam = await seamOf({ shop: { kind: 'mcp-http', url: server.url } });
    const waiting = post(seam.address('other', 'shop'), call({}));
    const status = await new Promise<number | undefined>((resolve) => {
      const sent = request(seam.address('t', 'shop'), { method: 'POST' }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      // the seam closes the connection under what is still being sent
      sent.on('error', () => {});
      const piece = Buffer.alloc(1024 * 1024, 'x');
      for (let sentMb = 0; sentMb <= 33; sentMb++) sent.write(piece);
      sent.end();
    });
    expect(status).toBe(413);
    hear();
    expect(await (await waiting).text()).toBe(result);
    expect((await post(seam.address('t', 'shop'), call({}))).status).toBe(200);
    expect(server.seen).toHaveLength(2);
  });
});

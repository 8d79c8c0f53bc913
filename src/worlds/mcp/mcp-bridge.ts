/**
 * A program of its own: MCP over standard input and output for agents that can only start programs. Each line that comes in goes to the trial's
 * address as one POST, each answer comes out as one line.
 *
 * Usage: node mcp-bridge.js URL
 */
import { Agent, request } from 'node:http';
import { argv, stdin, stdout } from 'node:process';

interface Line {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: { readonly name?: unknown; readonly requestId?: string | number; readonly _meta?: unknown };
}

const address = new URL(argv[2] ?? 'http://127.0.0.1:9/');
const connections = new Agent({ keepAlive: true });
const underWay = new Map<string | number, AbortController>();

// Not node:readline, which also breaks lines at U+2028: JSON may hold one in a text
stdin.setEncoding('utf8');
let rest = '';
for await (const chunk of stdin as AsyncIterable<string>) {
  const lines = chunk.split('\n');
  lines[0] = `${rest}${lines[0]}`;
  rest = lines.pop() ?? '';
  for (const line of lines) if (line.trim() !== '') void forward(line);
}

async function forward(line: string): Promise<void> {
  const message = parse(line);
  if (message.method === 'notifications/cancelled') return underWay.get(message.params?.requestId ?? '')?.abort();
  const controller = new AbortController();
  if (message.id !== undefined) underWay.set(message.id, controller);
  try {
    const answer = await post(line, headersOf(message), controller.signal);
    if (answer !== '') stdout.write(`${answer}\n`);
  } catch {
    if (message.id !== undefined && !controller.signal.aborted) stdout.write(`${lost(message.id)}\n`);
  } finally {
    if (message.id !== undefined) underWay.delete(message.id);
  }
}

function parse(line: string): Line {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** What the stateless era repeats in headers, which standard input does not have. */
function headersOf({ method, params }: Line): { readonly [name: string]: string } {
  const version = (params?._meta as { readonly [key: string]: unknown } | undefined)?.[
    'io.modelcontextprotocol/protocolVersion'
  ];
  if (typeof version !== 'string') return {};
  return {
    'mcp-protocol-version': coded(version),
    'mcp-method': coded(method ?? ''),
    ...(typeof params?.name === 'string' ? { 'mcp-name': coded(params.name) } : {}),
  };
}

/** Text as a header can carry it. */
function coded(text: string): string {
  return /^[!-~]+$/.test(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}

/** The body of the answer; empty where there is none. */
function post(body: string, headers: { readonly [name: string]: string }, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(address, {
      method: 'POST',
      agent: connections,
      signal,
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    });
    sent.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 404 && response.headers['content-type'] === undefined
          ? reject(new Error('no such address'))
          : resolve(Buffer.concat(chunks).toString('utf8')),
      );
    });
    sent.end(body);
  });
}

function lost(id: string | number): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id,
    error: { code: -32603, message: 'the connection to the server was lost' },
  });
}

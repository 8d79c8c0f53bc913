import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport as AiStdio } from '@ai-sdk/mcp/mcp-stdio';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { RunningSeam } from '../../start-seam.ts';

/** A client that has listed the tools. */
export interface Connected extends AsyncDisposable {
  /** The tool's answer as text; `!` and the text where it is an error; `throws` where the client throws. */
  call(tool: string, args: Record<string, unknown>): Promise<string>;
}

export const makes = [
  'v1 stdio',
  'v1 HTTP',
  'v2 with a handshake, HTTP',
  'v2 stateless, stdio',
  'v2 stateless, HTTP',
  'AI SDK, HTTP',
  'AI SDK, stdio',
] as const;
export type Make = (typeof makes)[number];

const info = { name: 'test', version: '1' };

/** Connects a client of one make to the server `shop` of a trial. */
export async function connect(make: Make, seam: RunningSeam, trial = 't#0'): Promise<Connected> {
  const stdio = make.endsWith('stdio');
  const url = stdio ? null : new URL(seam.address(trial, 'shop'));
  const { command, args } = stdio ? seam.command(trial, 'shop') : { command: '', args: [] };
  const start = { command, args: [...args] };
  if (make.startsWith('AI SDK')) return aiClient(url === null ? new AiStdio(start) : { type: 'http', url: url.href });
  if (make.startsWith('v1')) {
    const client = new ClientV1(info);
    const transport = url === null ? new StdioV1(start) : new HttpV1(url);
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    await client.listTools();
    return connected(
      (name, given) => client.callTool({ name, arguments: given }),
      () => client.close(),
    );
  }
  const mode = make.includes('handshake') ? 'legacy' : 'auto';
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(url === null ? new StdioClientTransport(start) : new StreamableHTTPClientTransport(url));
  await client.listTools();
  return connected(
    (name, given) => client.callTool({ name, arguments: given }),
    () => client.close(),
  );
}

async function aiClient(transport: Parameters<typeof createMCPClient>[0]['transport']): Promise<Connected> {
  const client = await createMCPClient({ transport });
  const tools = await client.tools();
  return connected(
    async (name, args) => tools[name]?.execute?.(args, { toolCallId: '1', messages: [], context: {} }),
    () => client.close(),
  );
}

function connected(
  call: (name: string, args: Record<string, unknown>) => Promise<unknown>,
  close: () => Promise<void>,
): Connected {
  return {
    call: (name, args) => call(name, args).then(shown, () => 'throws'),
    [Symbol.asyncDispose]: close,
  };
}

function shown(result: unknown): string {
  const { content, isError } = result as { content: { text?: string }[]; isError?: boolean };
  return `${isError === true ? '!' : ''}${content[0]?.text ?? ''}`;
}

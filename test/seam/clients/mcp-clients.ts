import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport as AiSdkStdio } from '@ai-sdk/mcp/mcp-stdio';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { told } from './told.ts';

/** Where a server is: an address, or a command to start it. */
export type McpPlace = URL | { readonly command: string; readonly args: readonly string[] };

/** An MCP client of some make, cut down to what an agent's author sees of it. */
export interface McpClient {
  /**
   * Calls a tool and says in a line what came of it. Gives up after `giveUpMs`: the official clients by their own time-out, the AI SDK, which has
   * none, by a signal.
   */
  call(tool: string, giveUpMs: number): Promise<string>;
  /** The names of the tools it lists now. */
  tools(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The makes that are tried, connected and with the list of tools read. */
export const mcpClients = {
  v1,
  'v2 legacy': (place: McpPlace) => v2(place, 'legacy'),
  'v2 modern': (place: McpPlace) => v2(place, 'auto'),
  'AI SDK': aiSdk,
} as const satisfies Record<string, (place: McpPlace) => Promise<McpClient>>;

export type McpMake = keyof typeof mcpClients;

const info = { name: 'agent', version: '1' };
const args = { id: 'O-7' };

async function v1(place: McpPlace): Promise<McpClient> {
  const client = new ClientV1(info);
  const way = place instanceof URL ? new HttpV1(place) : new StdioV1({ ...started(place), stderr: 'inherit' });
  await client.connect(way as Parameters<typeof client.connect>[0]);
  const tools = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name);
  await tools();
  return {
    call: (name, timeout) => told(client.callTool({ name, arguments: args }, undefined, { timeout })),
    tools,
    close: () => client.close(),
  };
}

async function v2(place: McpPlace, mode: 'legacy' | 'auto'): Promise<McpClient> {
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(
    place instanceof URL ? new StreamableHTTPClientTransport(place) : new StdioClientTransport(started(place)),
  );
  const tools = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name);
  await tools();
  return {
    call: (name, timeout) => told(client.callTool({ name, arguments: args }, { timeout })),
    tools,
    close: () => client.close(),
  };
}

async function aiSdk(place: McpPlace): Promise<McpClient> {
  const transport = place instanceof URL ? { type: 'http' as const, url: place.href } : new AiSdkStdio(started(place));
  const client = await createMCPClient({ transport });
  const callable = await client.tools();
  return {
    call: (name, giveUpMs) => {
      const abortSignal = AbortSignal.timeout(giveUpMs);
      const execute = callable[name]?.execute;
      if (execute === undefined) return Promise.resolve(`no tool ${name}`);
      return told(Promise.resolve(execute(args, { toolCallId: '1', messages: [], context: {}, abortSignal })));
    },
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    close: () => client.close(),
  };
}

function started(place: Exclude<McpPlace, URL>): { command: string; args: string[] } {
  return { command: place.command, args: [...place.args] };
}

/** The scripted agent behind the official SDK's agent side: run by tests, never imported. `--stdio-tools`: it cannot reach MCP over HTTP. */
import { Readable, Writable } from 'node:stream';
import { type AgentContext, agent, type McpServer, methods, ndJsonStream } from '@agentclientprotocol/sdk';
import type { Client } from '@modelcontextprotocol/client';
import { floodChars, type ScriptedCall, scriptedAction } from '../../conformance-script.ts';

interface Session {
  readonly servers: readonly McpServer[];
  readonly heard: string[];
  readonly cancelled: PromiseWithResolvers<void>;
  tools: Promise<Client> | null;
}

const http = !process.argv.includes('--stdio-tools');
const sessions = new Map<string, Session>();

agent({ name: 'scripted' })
  .onRequest(methods.agent.initialize, () => ({
    protocolVersion: 1,
    agentCapabilities: { mcpCapabilities: { http } },
    agentInfo: { name: 'scripted', version: '1.2.3' },
  }))
  .onRequest(methods.agent.session.new, ({ params }) => {
    const sessionId = `s${sessions.size}`;
    const cancelled = Promise.withResolvers<void>();
    sessions.set(sessionId, { servers: params.mcpServers, heard: [], cancelled, tools: null });
    return { sessionId };
  })
  .onNotification(methods.agent.session.cancel, ({ params }) => sessions.get(params.sessionId)?.cancelled.resolve())
  .onRequest(methods.agent.session.prompt, async ({ params, client }) => {
    const session = sessions.get(params.sessionId)!;
    // The instructions come as a text before the first words of the user
    const text = params.prompt.at(-1);
    session.heard.push(text?.type === 'text' ? text.text : '');
    const done = act(session, params.sessionId, client).then(() => ({ stopReason: 'end_turn' as const }));
    return Promise.race([done, session.cancelled.promise.then(() => ({ stopReason: 'cancelled' as const }))]);
  })
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>));

process.stdin.on('end', () => process.exit(0));

async function act(session: Session, sessionId: string, client: AgentContext): Promise<void> {
  const action = scriptedAction(session.heard);
  const say = (text: string): Promise<void> =>
    client.notify(methods.client.session.update, {
      sessionId,
      update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } },
    });
  if (action.kind === 'say') for (const part of halves(action.text)) await say(part);
  else if (action.kind === 'flood') await say('x'.repeat(floodChars));
  else if (action.kind === 'call') {
    const results = action.calls.map((call, at) => callTool(session, sessionId, client, `c${at}`, call));
    await say((await Promise.all(results)).join('\n'));
  } else if (action.kind === 'garbage') {
    process.stdout.write('Traceback (most recent call last):\n');
    await new Promise(() => undefined);
  } else if (action.kind === 'endless') for (;;) await say('x'.repeat(65_536));
  else if (action.kind === 'crash') {
    process.stderr.write(`fatal: cannot go on with ${process.env['AGENT_API_KEY']}`, () => process.exit(3));
    await new Promise(() => undefined);
  } else if (action.kind === 'rate-limit')
    throw new Error(`{"message":"provider answered 429 Too Many Requests to ${process.env['AGENT_API_KEY']}"}`);
  else await new Promise(() => undefined);
}

function halves(text: string): readonly string[] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

async function callTool(
  session: Session,
  sessionId: string,
  client: AgentContext,
  toolCallId: string,
  call: ScriptedCall,
): Promise<string> {
  const title = `mcp__${session.servers[0]?.name}__${call.name}`;
  const update = (status: 'in_progress' | 'completed' | 'failed', first: boolean): Promise<void> =>
    client.notify(methods.client.session.update, {
      sessionId,
      update: {
        sessionUpdate: first ? 'tool_call' : 'tool_call_update',
        toolCallId,
        title,
        status,
        rawInput: call.arguments,
      },
    });
  await update('in_progress', true);
  session.tools ??= connect(session.servers[0]!);
  const { content, isError } = await (await session.tools).callTool({
    name: call.name,
    arguments: call.arguments as Record<string, unknown>,
  });
  await update(isError === true ? 'failed' : 'completed', false);
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

// Loaded when it is needed, which is not in most checks
async function connect(server: McpServer): Promise<Client> {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const client = new Client({ name: 'scripted', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const transport =
    'url' in server
      ? new StreamableHTTPClientTransport(new URL(server.url))
      : new StdioClientTransport({ command: server.command, args: server.args });
  await client.connect(transport);
  return client;
}

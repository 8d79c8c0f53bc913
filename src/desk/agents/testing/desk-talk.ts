import { type AgentFunctionFactory, openFunctionAgent } from '#agents';
import { type ToolBox, type ToolRequest, ToolTransportError, type WorldSession } from '#worlds';
import { orderDesk } from '../../order-desk.ts';

/** A conversation at the order desk: fixed lines of the user, whatever the agent answers. */
export interface DeskTalk {
  readonly replies: readonly string[];
  readonly calls: readonly ToolRequest[];
  readonly session: WorldSession;
}

/** How a conversation is played. */
export interface DeskTalkOptions {
  readonly seed?: number;
  /** The call of this tool takes effect and its answer never arrives, the first time. */
  readonly losesFirst?: string;
}

/** Says some lines to an agent at a fresh order desk. */
export async function deskTalk(
  agent: AgentFunctionFactory,
  lines: readonly string[],
  { seed = 1, losesFirst }: DeskTalkOptions = {},
): Promise<DeskTalk> {
  const session = orderDesk.open({ seed: 1 });
  const calls: ToolRequest[] = [];
  const tools = losing(session.tools, calls, losesFirst);
  await using adapter = openFunctionAgent({ agent, name: 'under test' });
  const never = new AbortController().signal;
  const silent = { decision: () => undefined, foreignCall: () => undefined, event: () => undefined };
  const mcp = () => Promise.reject(new Error('no tools over MCP here'));
  const trial = { id: 't#0.0', seed, instructions: orderDesk.policy ?? '', tools, mcp, record: silent };
  await using conversation = await adapter.open(trial, never);
  const replies: string[] = [];
  for (const line of lines) replies.push((await conversation.reply(line, never)).text);
  return { replies, calls, session };
}

function losing(tools: ToolBox, calls: ToolRequest[], lost: string | undefined): ToolBox {
  let left = 1;
  return {
    definitions: tools.definitions,
    call: async (request) => {
      calls.push(request);
      const result = await tools.call(request);
      if (request.name === lost && left-- > 0) throw new ToolTransportError('timeout', 'no answer within 30 s');
      return result;
    },
  };
}

import type { Json } from '#base';
import type { Carrier } from '#schema';
import type { OpenCall } from '../../open-call.ts';
import { isBlocked } from '../../safety/guard.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import { McpCall } from './mcp-call.ts';
import { eraOf, requestedRevision } from './mcp-era.ts';
import type { McpServer } from './mcp-server.ts';
import type { RpcMessage } from './rpc-message.ts';

type Request = Extract<RpcMessage, { kind: 'request' }>;

/** What a client's request is to the seam. */
export type McpTraffic =
  | { readonly is: 'tool-call'; readonly call: McpCall; readonly blocked: boolean }
  /** Recorded with its answer, never broken. */
  | { readonly is: 'read'; readonly open: OpenCall }
  | { readonly is: 'list'; readonly revision: string | null }
  /** Everything else: a handshake, a ping, a continuation. */
  | { readonly is: 'protocol' };

const recorded: ReadonlySet<string> = new Set(['resources/read', 'prompts/get', 'tasks/get', 'tasks/result']);

/** Looks at a request of the client, takes a tool call up in the record, and says what the request is to the seam. */
export function mcpTraffic(
  request: Request,
  frame: string,
  carrier: Carrier,
  server: McpServer,
  trial: TrialSeam,
  revisionHeader?: string,
): McpTraffic {
  const { id, method, params } = request;
  const revision = requestedRevision(params, revisionHeader);
  if (method === 'tools/list') return { is: 'list', revision };
  if (recorded.has(method) || (method === 'tools/call' && continues(params))) {
    const { _meta, ...rest } = params;
    const parent = server.lineage.parentOf(params);
    return {
      is: 'read',
      open: trial.open(
        { carrier, server: server.name, tool: method, arguments: rest, effect: 'read' },
        { faults: false, ...(parent !== undefined && { parent }) },
      ),
    };
  }
  if (method !== 'tools/call' || typeof params['name'] !== 'string') {
    trial.append({
      kind: 'note',
      name: 'protocol',
      call: null,
      value: { server: server.name, method },
      ms: trial.clock.ms(),
    });
    return { is: 'protocol' };
  }
  const tool = params['name'];
  const effect = server.effectOf(tool);
  const open = trial.open(
    { carrier, server: server.name, tool, arguments: (params['arguments'] ?? {}) as Json, effect },
    { duplicates: server.policy.sandbox },
  );
  server.lineage.began(open);
  const blocked = isBlocked(server.policy, tool, effect, server.faultsArePlanned);
  return { is: 'tool-call', call: new McpCall(open, id, frame, eraOf(revision), server), blocked };
}

// A call that goes on with the input the server had asked for belongs to the call before.
function continues(params: { readonly [key: string]: Json }): boolean {
  return params['requestState'] !== undefined || params['inputResponses'] !== undefined;
}

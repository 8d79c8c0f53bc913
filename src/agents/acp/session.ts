import type { McpServer, RequestPermissionRequest } from '@agentclientprotocol/sdk';
import type { Json } from '#base';
import { AgentFailure, type AgentReply, type AgentSession, type AgentTrial, type ServerReach } from '../agent.ts';
import { flood, maxTurnBytes } from '../reply-limits.ts';
import { TurnScope } from '../turn-scope.ts';
import type { AcpAgentConfig } from './config.ts';
import type { AcpConnection, SessionEnd } from './connection.ts';
import { promptResponseSchema, type ToolUpdate } from './session-update.ts';
import { type SessionLedger, TurnRecord } from './turn-record.ts';

/** Our MCP server's name. Agents put it before the names of its tools; it must not tell the agent that it is being tried. */
const serverName = 'task-tools';

/** What a session is opened with. */
export interface SessionRequest {
  readonly connection: AcpConnection;
  readonly trial: AgentTrial;
  readonly workspace: string;
  readonly permissions: NonNullable<AcpAgentConfig['permissions']>;
  /** Called once when the conversation is over; resolves when nothing of it is left. */
  readonly ended: () => Promise<void>;
}

interface Turn {
  readonly record: TurnRecord;
  readonly broken: (failure: unknown) => void;
  bytes: number;
}

/** A conversation with an ACP agent. An aborted turn ends it: late updates could not be told from those of the next turn. */
export class AcpSession implements AgentSession, SessionEnd {
  readonly #request: SessionRequest;
  readonly #id: string;
  readonly #scope = new TurnScope();
  readonly #ledger: SessionLedger = { costUsd: null };
  #first = true;
  #turn: Turn | null = null;
  #failure: AgentFailure | null = null;
  #closing: Promise<void> | undefined;

  private constructor(request: SessionRequest, id: string) {
    this.#request = request;
    this.#id = id;
    request.connection.join(id, this);
  }

  /**
   * Opens a session in the workspace, with the trial's tools as an MCP server.
   *
   * @throws AgentFailure; the signal's reason
   */
  static async open(request: SessionRequest, signal: AbortSignal): Promise<AcpSession> {
    const { connection, trial, workspace } = request;
    const mcpServers = await mcpServersOf(trial, connection);
    const answer = await connection.request('session/new', { cwd: workspace, mcpServers }, signal);
    const id = (answer as { sessionId?: unknown } | null)?.sessionId;
    if (typeof id !== 'string')
      throw new AgentFailure('agent', 'agent-garbage', 'expected a session id as the answer to session/new, got none');
    return new AcpSession(request, id);
  }

  async reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    try {
      return await this.#scope.run(signal, (stop) => this.#play(userText, stop));
    } catch (error) {
      if (!(error instanceof AgentFailure)) void this.#close();
      throw error;
    } finally {
      this.#turn = null;
    }
  }

  received(bytes: number): void {
    const turn = this.#turn;
    if (turn === null) return;
    turn.bytes += bytes;
    if (turn.bytes > maxTurnBytes) turn.broken(flood(`more than ${maxTurnBytes} bytes in a turn`));
  }

  update(update: Json): void {
    try {
      this.#turn?.record.take(update);
    } catch (error) {
      this.#turn?.broken(error);
    }
  }

  permission({ options, toolCall }: RequestPermissionRequest): string | null {
    const { trial, permissions } = this.#request;
    const kinds = permissions === 'allow' ? ['allow_once', 'allow_always'] : ['reject_once', 'reject_always'];
    const chosen = kinds.map((kind) => options.find((option) => option.kind === kind)).find((option) => option);
    const asked = String(toolCall.title ?? toolCall.toolCallId).slice(0, 500);
    if (this.#turn !== null) trial.record.event('acp.permission', { asked, answer: chosen?.kind ?? 'cancelled' });
    return chosen?.optionId ?? null;
  }

  broken(failure: AgentFailure): void {
    this.#failure ??= failure;
    this.#turn?.broken(failure);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  async #play(text: string, signal: AbortSignal): Promise<AgentReply> {
    if (this.#failure !== null) throw this.#failure;
    const { connection, trial } = this.#request;
    const broken = Promise.withResolvers<never>();
    const isOurs = (update: ToolUpdate): boolean => isOurTool(update, trial);
    const record = new TurnRecord(trial.record, isOurs, this.#ledger);
    this.#turn = { record, broken: broken.reject, bytes: 0 };
    const prompt = this.#first ? opening(trial.instructions, text) : [textBlock(text)];
    this.#first = false;
    const asked = connection.request('session/prompt', { sessionId: this.#id, prompt }, signal);
    const answer = promptResponseSchema.safeParse(await Promise.race([asked, broken.promise]));
    if (answer.success) return record.end(answer.data);
    throw new AgentFailure('agent', 'agent-garbage', 'expected a stop reason of ACP at the end of the turn, got none');
  }

  #close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const { connection, ended } = this.#request;
    if (this.#turn !== null) connection.notify('session/cancel', { sessionId: this.#id });
    this.#scope.close();
    connection.leave(this.#id);
    await ended();
  }
}

/** ACP has no place for instructions: they go before the user's first words, as a text of their own. */
function opening(instructions: string, text: string): readonly object[] {
  return instructions === '' ? [textBlock(text)] : [textBlock(instructions), textBlock(text)];
}

function textBlock(text: string): object {
  return { type: 'text', text };
}

async function mcpServersOf(trial: AgentTrial, { agent }: AcpConnection): Promise<readonly McpServer[]> {
  const own = Object.entries(trial.servers ?? {}).flatMap(([name, reach]) => ownServer(name, reach));
  if (trial.tools.definitions.length === 0) return own;
  const { url, stdio } = await trial.mcp();
  if (agent.agentCapabilities?.mcpCapabilities?.http === true)
    return [{ type: 'http', name: serverName, url, headers: [] }, ...own];
  return [{ name: serverName, command: stdio.command, args: [...stdio.args], env: [] }, ...own];
}

/** A server of the agent's own behind a seam. REST and model APIs are no MCP servers: ACP cannot tell an agent of them. */
function ownServer(name: string, reach: ServerReach): McpServer[] {
  if (reach.kind === 'command') return [{ name, command: reach.command, args: [...reach.args], env: [] }];
  return reach.kind === 'mcp-http' ? [{ type: 'http', name, url: reach.address, headers: [] }] : [];
}

/** Agents write the server before the tool (`mcp__task-tools__add`, `add (task-tools MCP Server)`), or the tool alone. */
function isOurTool({ name, title }: ToolUpdate, { tools }: AgentTrial): boolean {
  const told = [name, title].filter((text) => typeof text === 'string');
  return told.some(
    (text) => text.includes(serverName) || tools.definitions.some((definition) => definition.name === text),
  );
}

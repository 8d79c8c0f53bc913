import { fileURLToPath } from 'node:url';
import type { ToolBox } from '../tool.ts';
import { openEndpoint } from './endpoint.ts';
import { mcpHost } from './mcp-host.ts';

/** A tool box that agents reach over MCP. */
export interface McpServing {
  /** Streamable HTTP on loopback. The path is a secret of the trial: do not record it. */
  readonly url: string;
  /** The same tools for agents that only start programs: a bridge from standard input and output to `url`. */
  readonly stdio: { readonly command: string; readonly args: readonly string[] };
  /** Breaks calls under way and takes the address away. */
  close(): Promise<void>;
}

const host = mcpHost();

/**
 * Serves a tool box over MCP: streamable HTTP and stdio, with a handshake (2024-11-05 to 2025-11-25) or stateless (2026-07-28).
 *
 * All boxes of a process share one server, so serving one more costs well below a millisecond. Written without the official SDK: the
 * tools of a trial need five methods and no state, and a start for every trial has to be cheap.
 *
 * @example
 * const serving = await serveMcp(session.tools, { name: 'order-desk' });
 * await client.connect(new StreamableHTTPClientTransport(new URL(serving.url)));
 */
export async function serveMcp(
  box: ToolBox,
  { name, version = '1' }: { readonly name: string; readonly version?: string },
): Promise<McpServing> {
  const { url, unmount } = await host.mount(openEndpoint(box, { name, version }));
  return { url, stdio: { command: process.execPath, args: [bridgePath(), url] }, close: unmount };
}

/** The bridge beside this file: JavaScript where this is built, TypeScript in the checkout. */
function bridgePath(): string {
  return fileURLToPath(new URL(`./mcp-bridge.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));
}

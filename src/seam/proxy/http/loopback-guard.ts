import type { IncomingHttpHeaders } from 'node:http';

/** Names of this machine by which its own programs reach a listener on loopback. */
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request comes from a program of this machine and not from a page in its browser: the Host names loopback, and so does the Origin where
 * there is one. A foreign name that resolves to loopback (DNS rebinding) shows in both.
 */
export function isFromLoopback({ host, origin }: IncomingHttpHeaders): boolean {
  if (!loopback.has(hostName(host ?? ''))) return false;
  if (origin === undefined) return true;
  const found = /^https?:\/\/([^/]{1,255})$/.exec(origin);
  return found !== null && loopback.has(hostName(found[1] ?? ''));
}

function hostName(host: string): string {
  return host.replace(/:\d{1,5}$/, '').toLowerCase();
}

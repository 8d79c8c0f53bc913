import type { Upstream } from '../../proxy/http/upstream.ts';

/** What an exchange sends its requests to: a server, or a recording of one. */
export type Sender = Pick<Upstream, 'send'>;

import type { OpenCall } from '../../open-call.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import type { HttpExchange } from './http-exchange.ts';

/** The other side could not be reached, or broke off before its answer: the client's connection breaks too, as it would without the seam. */
export function upstreamFailed(error: unknown, exchange: HttpExchange, open: OpenCall | null, trial: TrialSeam): void {
  const code = (error as NodeJS.ErrnoException).code ?? 'ERROR';
  if (!exchange.clientGone.aborted)
    trial.append({
      kind: 'note',
      name: 'upstream-failed',
      call: open?.id ?? null,
      value: { code: code.slice(0, 60) },
      ms: trial.clock.ms(),
    });
  open?.end({ source: 'live', outcome: 'transport', delivered: exchange.reset() });
}

import type { EffectClass } from '#schema';
import { fitsPattern } from '../plan/fits-pattern.ts';

/** What the owner of a server declares about it. */
export interface ServerPolicy {
  /** Whether nothing that happens there matters. */
  readonly sandbox: boolean;
  /** Operations that may be called although their effect cannot be taken back or is unknown; `*` stands for any text. */
  readonly allow: readonly string[];
  /** Effects by operation, `*` standing for any text; the first that fits wins over everything the server says. */
  readonly effects: Readonly<Record<string, EffectClass>>;
}

/** The declared effect of an operation; null where nothing is declared. */
export function declaredEffect({ effects }: ServerPolicy, operation: string): EffectClass | null {
  const found = Object.entries(effects).find(([pattern]) => fitsPattern(pattern, operation));
  return found?.[1] ?? null;
}

/**
 * Whether a call must not reach its server. Only while faults are injected: a fault can make an agent repeat what it would have done once, and
 * a server that is no sandbox would do it twice. Without a plan the seam is transparent.
 */
export function isBlocked(
  policy: ServerPolicy,
  operation: string,
  effect: EffectClass,
  faultsArePlanned: boolean,
): boolean {
  if (!faultsArePlanned || policy.sandbox || (effect !== 'irreversible' && effect !== 'unknown')) return false;
  return !policy.allow.some((pattern) => fitsPattern(pattern, operation));
}

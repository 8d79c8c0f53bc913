import type { ParsedPlan } from '../../plan/parse-fault-plan.ts';
import type { ReplayConfig } from '../../replay/replay-config.ts';
import type { ServerPolicy } from '../../safety/guard.ts';

/** A stdio server as a shim starts it. */
export interface ShimServer extends ServerPolicy {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
}

/**
 * What a shim process is told, in a file that the seam writes for it and that only its owner can write. The seam has checked all of it: a shim that
 * checked it again would spend most of its start on loading the schemas.
 */
export interface ShimTask {
  readonly run: string;
  readonly seamVersion: string;
  /** Folder of the records. */
  readonly record: string;
  readonly plan: ParsedPlan | null;
  /** The recording that answers in the servers' place; null where they answer themselves. */
  readonly replay: ReplayConfig | null;
  readonly servers: Readonly<Record<string, ShimServer>>;
}

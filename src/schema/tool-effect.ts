import { z } from 'zod';

/**
 * What a tool does to the world. `read` changes nothing; `idempotent-write` may be repeated without harm; `write` may not;
 * `irreversible` cannot be taken back either, such as money that leaves.
 */
export const toolEffectSchema = z.enum(['read', 'idempotent-write', 'write', 'irreversible']);
export type ToolEffect = z.infer<typeof toolEffectSchema>;

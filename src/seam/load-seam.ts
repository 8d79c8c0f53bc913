import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type EffectClass, effectClassSchema, parseDocument } from '#schema';
import { type ParsedPlan, parseFaultPlan } from './plan/parse-fault-plan.ts';
import { readYamlFile } from './read-yaml-file.ts';
import { type SeamConfig, type SeamServer, seamConfigSchema } from './seam-config.ts';

/** A seam configuration as its author writes it: two parts may stand in files of their own, beside it. */
const seamFileSchema = seamConfigSchema.extend({
  run: seamConfigSchema.shape.run.unwrap().optional(),
  /** A fault plan, or the path of one. Left out, the seam records only. */
  plan: z
    .union([z.string().min(1).max(4000), z.record(z.string(), z.json())])
    .nullable()
    .default(null),
  /** Path of a file with effects by server and operation; goes before the effects of `servers`. */
  effects: z.string().min(1).max(4000).optional(),
});

const effectsFileSchema = z.record(z.string(), z.record(z.string().min(1).max(400), effectClassSchema));

/** A seam ready to be started. */
export interface LoadedSeam {
  readonly config: SeamConfig;
  readonly plan: ParsedPlan | null;
}

/**
 * Reads a seam configuration in YAML or JSON, with its plan and its effects. Paths in it start at its own folder.
 *
 * @param options.label the file as errors shall name it
 * @param options.run the run's name where the file gives none; records are never overwritten, so each start needs another
 * @throws SEAM_FILE_UNREADABLE, SEAM_BAD_YAML, SEAM_BAD_CONFIG, SEAM_BAD_PLAN
 */
export async function loadSeam(
  path: string,
  { label = path, run }: { label?: string; run: string },
): Promise<LoadedSeam> {
  const folder = dirname(resolve(path));
  const { value, place } = await readYamlFile(path, label);
  const { plan, effects, ...config } = parseDocument(seamFileSchema, value, 'SEAM_BAD_CONFIG', place);
  const overrides = effects === undefined ? {} : await readEffects(resolve(folder, effects), effects);
  return {
    config: {
      ...config,
      run: config.run ?? run,
      record: resolve(folder, config.record),
      ...(config.replay !== undefined && {
        replay: { ...config.replay, record: resolve(folder, config.replay.record) },
      }),
      servers: Object.fromEntries(
        Object.entries(config.servers).map(([name, server]) => [name, resolved(server, overrides[name] ?? {}, folder)]),
      ),
    },
    plan: await readPlan(plan, folder, label),
  };
}

async function readEffects(path: string, label: string): Promise<z.infer<typeof effectsFileSchema>> {
  const { value, place } = await readYamlFile(path, label);
  return parseDocument(effectsFileSchema, value, 'SEAM_BAD_CONFIG', place);
}

async function readPlan(
  plan: z.infer<typeof seamFileSchema>['plan'],
  folder: string,
  label: string,
): Promise<ParsedPlan | null> {
  if (plan === null) return null;
  if (typeof plan !== 'string') return parseFaultPlan(plan, { file: label });
  const { value, place } = await readYamlFile(resolve(folder, plan), plan);
  return parseFaultPlan(value, place);
}

function resolved(server: SeamServer, overrides: Readonly<Record<string, EffectClass>>, folder: string): SeamServer {
  if (server.kind === 'model') return server;
  // the first pattern that fits wins, so overrides stand in front, with their own values
  const effects = { ...overrides, ...server.effects, ...overrides };
  return server.kind === 'mcp-stdio' && server.cwd !== undefined
    ? { ...server, effects, cwd: resolve(folder, server.cwd) }
    : { ...server, effects };
}

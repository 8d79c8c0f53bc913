import { digestJson, type Json } from '#base';
import type { EffectClass, FaultRule } from '#schema';
import { changedSchema } from '../../box/changed-tool.ts';
import { editJsonText } from '../../json/edit-json-text.ts';
import type { JsonPatchOperation } from '../../json/json-patch.ts';
import { fitsPattern } from '../../plan/fits-pattern.ts';
import { effectOfTool, type ToolAnnotations } from '../../safety/effect-of-tool.ts';
import { declaredEffect, type ServerPolicy } from '../../safety/guard.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import { CallLineage } from './call-lineage.ts';
import { outputValidator, type Validator } from './output-validator.ts';
import { isMembers, type Members } from './rpc-message.ts';

/** Most tools remembered of one server. */
const mostTools = 5000;

/** One MCP server in one trial, as its lists of tools show it: effects, schemas, and what faults make of the lists. */
export class McpServer {
  readonly name: string;
  readonly policy: ServerPolicy;
  readonly lineage = new CallLineage();
  readonly #trial: TrialSeam;
  readonly #faultsArePlanned: boolean;
  readonly #effects = new Map<string, EffectClass>();
  readonly #outputs = new Map<string, Validator>();
  readonly #written = new Set<string>();

  constructor(name: string, policy: ServerPolicy, trial: TrialSeam, faultsArePlanned: boolean) {
    this.name = name;
    this.policy = policy;
    this.#trial = trial;
    this.#faultsArePlanned = faultsArePlanned;
  }

  effectOf(tool: string): EffectClass {
    return declaredEffect(this.policy, tool) ?? this.#effects.get(tool) ?? 'unknown';
  }

  get faultsArePlanned(): boolean {
    return this.#faultsArePlanned;
  }

  /** Whether a value fits the output schema that the tool declares; true where it declares none. */
  accepts(tool: string, value: Json): boolean {
    return this.#outputs.get(tool)?.(value) ?? true;
  }

  /**
   * Takes note of a list of tools as the server sent it, and gives back the text of the frame as the agent gets it: the same, unless a fault makes
   * a tool go or change, or takes a declared schema away.
   */
  listed(frame: string, result: Json | undefined, revision: string | null): string {
    const tools =
      isMembers(result) && Array.isArray(result['tools']) ? (result['tools'] as Json[]).slice(0, mostTools) : [];
    for (const tool of tools) if (isMembers(tool)) this.#learn(tool);
    this.#write(tools, revision);
    const rules = this.#trial.standing().filter(({ where }) => [undefined, this.name].includes(where.server));
    const patch = [...tools.entries()].reverse().flatMap(([at, tool]) => this.#listFault(at, tool, rules));
    // A cached list would hide the fault, or show it for too long.
    const ttl: JsonPatchOperation[] =
      patch.length > 0 && isMembers(result) && 'ttlMs' in result
        ? [{ op: 'replace', path: '/result/ttlMs', value: 0 }]
        : [];
    return patch.length === 0 ? frame : editJsonText(frame, [...patch, ...ttl]);
  }

  #learn(tool: Members): void {
    const { name, annotations, outputSchema } = tool;
    if (typeof name !== 'string') return;
    this.#effects.set(name, effectOfTool(isMembers(annotations) ? (annotations as ToolAnnotations) : undefined));
    if (this.#faultsArePlanned && isMembers(outputSchema) && !this.#outputs.has(name))
      this.#outputs.set(name, outputValidator(outputSchema));
  }

  #write(tools: readonly Json[], era: string | null): void {
    const digest = digestJson(tools);
    if (this.#written.has(digest)) return;
    this.#written.add(digest);
    const names = tools.flatMap((tool) => (isMembers(tool) && typeof tool['name'] === 'string' ? [tool['name']] : []));
    const effects = Object.fromEntries(names.map((tool) => [tool, this.effectOf(tool)]));
    this.#trial.append({
      kind: 'catalog',
      server: this.name,
      era,
      digest,
      tools: [...tools],
      effects,
      ms: this.#trial.clock.ms(),
    });
  }

  #listFault(at: number, tool: Json, rules: readonly FaultRule[]): JsonPatchOperation[] {
    if (!isMembers(tool) || typeof tool['name'] !== 'string') return [];
    const name = tool['name'];
    const rule = rules.find(({ where }) => where.tool === undefined || fitsPattern(where.tool, name));
    const path = `/result/tools/${at}`;
    if (rule?.fault.kind === 'tool-gone') return [{ op: 'remove', path }];
    const changed: JsonPatchOperation[] =
      rule?.fault.kind === 'tool-changed' && isMembers(tool['inputSchema'])
        ? [
            {
              op: 'replace',
              path: `${path}/inputSchema`,
              value: changedSchema(tool['inputSchema'], rule.fault.renameArgument) as Json,
            },
          ]
        : [];
    if (!this.#trial.isSilent(this.name, name) || tool['outputSchema'] === undefined) return changed;
    return [...changed, { op: 'remove', path: `${path}/outputSchema` }];
  }
}

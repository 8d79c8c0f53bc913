import {
  type Carrier,
  type FaultKind,
  type FaultOperator,
  type FaultSurface,
  faultOperators,
} from './fault-operator.ts';

/** What a rule looks at: `tool` is every way to a tool, in process, MCP and REST. */
export type SeamKind = 'tool' | 'mcp' | 'http' | 'model';

const carriersOf: Readonly<Record<SeamKind, readonly Carrier[]>> = {
  tool: ['box', 'mcp-stdio', 'mcp-http', 'http'],
  mcp: ['mcp-stdio', 'mcp-http'],
  http: ['http'],
  model: ['model'],
};

/** The carriers a rule looks at, whatever its fault. */
export function carriersAt(seam: SeamKind): readonly Carrier[] {
  return carriersOf[seam];
}

/** Where a kind of fault can show on a carrier, the default first; empty where it cannot be put there. */
export function faultSurfaces(kind: FaultKind, carrier: Carrier): readonly FaultSurface[] {
  const { surfaces }: FaultOperator = faultOperators[kind];
  return surfaces[carrier] ?? [];
}

/**
 * Where a rule's fault shows on a carrier: the surface it asks for, else the default of its kind; null where it cannot be put there.
 *
 * @example surfaceOf({ fault: { kind: 'rate-limit' } }, 'http') // 'http'
 */
export function surfaceOf(
  { fault }: { readonly fault: { readonly kind: FaultKind; readonly surface?: FaultSurface | undefined } },
  carrier: Carrier,
): FaultSurface | null {
  const possible = faultSurfaces(fault.kind, carrier);
  if (fault.surface === undefined) return possible[0] ?? null;
  return possible.find((surface) => surface === fault.surface) ?? null;
}

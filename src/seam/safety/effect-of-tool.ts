import type { EffectClass } from '#schema';

/** MCP's hints about a tool. They are untrusted, and what they leave open has to be taken for the worst. */
export interface ToolAnnotations {
  readonly readOnlyHint?: unknown;
  readonly destructiveHint?: unknown;
  readonly idempotentHint?: unknown;
}

/**
 * What an MCP tool does to the world by its annotations, with the specification's defaults: a tool that is not read-only is destructive unless it
 * says otherwise. A tool without annotations is `unknown`.
 */
export function effectOfTool(annotations: ToolAnnotations | undefined): EffectClass {
  if (annotations === undefined || Object.keys(annotations).length === 0) return 'unknown';
  if (annotations.readOnlyHint === true) return 'read';
  if (annotations.destructiveHint !== false) return 'irreversible';
  return annotations.idempotentHint === true ? 'idempotent-write' : 'write';
}

/** What an HTTP method does to the world, by RFC 9110's definitions of safe and idempotent. */
export function effectOfMethod(method: string): EffectClass {
  switch (method.toUpperCase()) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
    case 'TRACE':
      return 'read';
    case 'PUT':
    case 'DELETE':
      return 'idempotent-write';
    case 'POST':
    case 'PATCH':
      return 'write';
    default:
      return 'unknown';
  }
}

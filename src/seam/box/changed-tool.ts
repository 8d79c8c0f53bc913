import type { Json } from '#base';
import type { ToolDefinition } from '#worlds';

interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A tool as it is listed once one of its arguments has another name. */
export function changedDefinition(definition: ToolDefinition, rename: Rename): ToolDefinition {
  return { ...definition, inputSchema: changedSchema(definition.inputSchema, rename) };
}

/** A schema of arguments in which one has another name. */
export function changedSchema(
  schema: { readonly [key: string]: Json },
  rename: Rename,
): { readonly [key: string]: Json } {
  const { properties, required } = schema;
  return {
    ...schema,
    ...(isMembers(properties) && { properties: renamed(properties, rename) }),
    ...(Array.isArray(required) && {
      required: required.map((name: Json) => (name === rename.from ? rename.to : name)),
    }),
  };
}

/** The arguments as the tool behind still takes them, or why the changed tool refuses them. */
export function changedArguments(
  args: Json,
  rename: Rename,
): { readonly arguments: Json } | { readonly mistake: string } {
  if (!isMembers(args)) return { arguments: args };
  if (Object.hasOwn(args, rename.from)) return { mistake: `Invalid arguments: unrecognized key "${rename.from}"` };
  return { arguments: renamed(args, { from: rename.to, to: rename.from }) };
}

function isMembers(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function renamed(members: { readonly [key: string]: Json }, { from, to }: Rename): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name === from ? to : name, value]));
}

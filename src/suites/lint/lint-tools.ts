import type { Json } from '#base';
import type { CallPattern, Check } from '#schema';
import { nearestWord } from '../nearest-word.ts';
import type { LintWorld } from './lint-context.ts';
import type { Found, LintedScenario } from './lint-rule.ts';

/** Tools that the world does not have, that the scenario does not offer, and arguments that no call could have. */
export function lintTools({ scenario, context }: LintedScenario): readonly Found[] {
  const { world } = context;
  if (world === undefined || world === null) return [];
  const known = world.tools.map(({ name }) => name);
  const offered = (scenario.tools ?? []).flatMap((name, at) =>
    known.includes(name) ? [] : [unknownTool(name, known, ['tools', at])],
  );
  const named = scenario.checks.flatMap((check, at) => toolsIn(check, ['checks', at]));
  return [...offered, ...named.flatMap((mention) => lintMention(mention, known, scenario.tools, world))];
}

/** A tool named in a check. */
interface ToolMention {
  readonly tool: string;
  readonly path: readonly PropertyKey[];
  readonly arguments?: { readonly [key: string]: Json };
  /** Whether the trial can only pass when it is called. */
  readonly needed: boolean;
}

function toolsIn(check: Check, path: readonly PropertyKey[]): ToolMention[] {
  if (check.check === 'policy-rule')
    return [
      mention(check.before, [...path, 'before'], false),
      ...check.requires.flatMap((rule, at) =>
        'call' in rule ? [mention(rule.call, [...path, 'requires', at, 'call'], false)] : [],
      ),
    ];
  if (check.check !== 'tool-calls') return [];
  return [
    ...check.required.map((call, at) => mention(call, [...path, 'required', at], call.atLeast > 0)),
    ...check.forbidden.map((call, at) => mention(call, [...path, 'forbidden', at], false)),
    ...check.order.map((tool, at) => ({ tool, path: [...path, 'order', at], needed: true })),
  ];
}

function mention(call: CallPattern, path: readonly PropertyKey[], needed: boolean): ToolMention {
  return { tool: call.tool, path, needed, ...(call.arguments !== undefined && { arguments: call.arguments }) };
}

function lintMention(
  { tool, path, needed, arguments: wanted }: ToolMention,
  known: readonly string[],
  offered: readonly string[] | undefined,
  world: LintWorld,
): Found[] {
  const definition = world.tools.find(({ name }) => name === tool);
  if (definition === undefined) return [unknownTool(tool, known, path)];
  const possible = closedArguments(definition.inputSchema);
  const unknown = Object.keys(wanted ?? {}).filter((name) => possible !== null && !possible.includes(name));
  return [
    ...(needed && offered !== undefined && !offered.includes(tool) ? [notOffered(tool, path)] : []),
    ...unknown.map((name) => unknownArgument(name, tool, possible ?? [], [...path, 'arguments', name])),
  ];
}

/** The names of all arguments a tool may have; null where it takes others too. */
function closedArguments(schema: { readonly [key: string]: Json }): string[] | null {
  const { properties, additionalProperties } = schema;
  if (additionalProperties !== false || typeof properties !== 'object' || properties === null) return null;
  return Object.keys(properties);
}

function unknownTool(tool: string, known: readonly string[], path: readonly PropertyKey[]): Found {
  const meant = nearestWord(tool, known);
  return {
    severity: 'error',
    code: 'unknown-tool',
    path,
    message: `expected a tool of the world, got ${tool}`,
    hint: meant === null ? `the world has ${known.slice(0, 30).join(', ')}` : `did you mean ${meant}?`,
  };
}

function notOffered(tool: string, path: readonly PropertyKey[]): Found {
  return {
    severity: 'error',
    code: 'tool-not-offered',
    path,
    message: `expected a tool that the scenario offers, got ${tool}, which its tools leave out`,
    hint: 'no agent can pass: add it to tools, or take it out of the check',
  };
}

function unknownArgument(name: string, tool: string, possible: readonly string[], path: readonly PropertyKey[]): Found {
  const meant = nearestWord(name, possible);
  return {
    severity: 'error',
    code: 'unknown-argument',
    path,
    message: `expected an argument of ${tool}, got ${name}`,
    hint: meant === null ? `it takes ${possible.join(', ') || 'none'}` : `did you mean ${meant}?`,
  };
}

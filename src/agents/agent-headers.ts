import { SeatrialError } from '#base';

/**
 * HTTP headers as given on the command line, `Name: value`. `${NAME}` in a value stands for a variable of the environment, so that secrets need
 * not be written down.
 *
 * @throws AGENTS_BAD_HEADER, AGENTS_MISSING_SECRET
 * @example agentHeaders(['Authorization: Bearer ${KEY}'], { KEY: 'abc' }) // { authorization: 'Bearer abc' }
 */
export function agentHeaders(
  lines: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(lines.map((line) => header(line, env)));
}

function header(line: string, env: Readonly<Record<string, string | undefined>>): [string, string] {
  const [, name, value] = /^([A-Za-z0-9!#$%&'*+.^_|~-]{1,100}):[ \t]*([^\r\n]*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw new SeatrialError('AGENTS_BAD_HEADER', {
      message: 'expected an HTTP header as `Name: value`, got a text of another form',
      hint: "such as --agent-header 'Authorization: Bearer ${AGENT_KEY}'",
    });
  return [
    name.toLowerCase(),
    value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, key: string) => variable(key, env)),
  ];
}

function variable(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new SeatrialError('AGENTS_MISSING_SECRET', {
    message: `expected the environment variable ${name}, which the agent's header names; it is not set`,
    hint: `set ${name} and start again`,
  });
}

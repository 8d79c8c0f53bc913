import { posix } from 'node:path';

/** The first line of a YAML file, by which editors complete and check its fields: the schema in the installed package. */
export function schemaComment(schema: 'suite' | 'gate-policy', folder: string): string {
  const path = posix.relative(folder, `node_modules/seatrial/schemas/${schema}.json`);
  return `# yaml-language-server: $schema=${path}`;
}

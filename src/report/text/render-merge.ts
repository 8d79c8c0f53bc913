import { grouped } from '#schema';
import { plain } from '../plain.ts';
import { clip, wrap } from './columns.ts';
import { indent, marked } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** What merging made, as far as it is shown. */
export interface ShownMerge {
  readonly id: string;
  readonly name: string;
  readonly shards: number;
  readonly counts: {
    readonly scenarios: number;
    readonly planned: number;
    readonly passed: number;
    readonly failed: number;
    readonly lost: number;
  };
  readonly alreadyPresent: boolean;
}

/** What came of merging shards: counts, the run's id last. */
export function renderMerge({ id, name, shards, counts, alreadyPresent }: ShownMerge, style: TextStyle): string {
  const facts = [
    `${shards} shards, ${grouped(counts.scenarios)} scenarios, ${grouped(counts.planned)} planned trials`,
    `${grouped(counts.passed)} passed | ${grouped(counts.failed)} failed | ${grouped(counts.lost)} lost or taken out of the plan`,
    ...(alreadyPresent ? ['merged before: nothing was written'] : []),
  ];
  return `${[
    `${indent}${paint(clip(`merge  ${plain(name)}`, style.width - 2), 'bold', style)}`,
    ...facts.flatMap((text) => wrap(text, style.width - 4).map((line) => `   ${line}`)),
    ...marked('✓', id, style),
  ].join('\n')}\n`;
}

import { type Loss, type TrajectoryFacts, unknownCost, unknownUsage } from '#schema';
import { badRow } from '../bad-row.ts';
import type { TrialDraft } from '../recorded-trial.ts';
import type { SourceFile } from '../source-file.ts';
import { joinCells } from './join-cells.ts';
import { numberIn, readFailureCode, readLoss, readOutcome } from './read-outcome.ts';
import { type TableMapping, trialColumns } from './table-mapping.ts';
import type { TableRow } from './table-row.ts';

/** A row of a table, mapped. */
export interface ReadTableRow {
  readonly scenarioId: string;
  /** The trial as the table writes it; null without such a column. */
  readonly trialLabel: string | null;
  readonly attempt: number | null;
  readonly slices: Readonly<Record<string, string>>;
  readonly draft: TrialDraft;
  readonly facts: TrajectoryFacts | null;
  /** Whether the row states token counts and all of them are 0, which the draft takes as unknown. */
  readonly zeroTokens: boolean;
}

const unknownCells: ReadonlySet<string> = new Set(['', 'nan', 'none', 'null', 'na', 'n/a', '-']);

/** What no outcome table tells of a trial. */
const untold = {
  grades: [],
  disqualifiers: [],
  policyViolations: null,
  faults: [],
  confusions: [],
  userReport: null,
  servedModels: [],
  slices: null,
};

/**
 * The trial in a row of a table. The cells as they stand are the caller's to keep.
 *
 * @throws INTAKE_BAD_ROW naming line, column, expected and found
 */
export function readTableRow(row: TableRow, mapping: TableMapping, file: SourceFile): ReadTableRow {
  const cells = new RowCells(row, file);
  const scenarioId = cells.joined(mapping.scenario ?? []);
  const loss = mapping.loss === undefined ? null : cells.loss(mapping.loss);
  const { outcome, score } = cells.outcome(mapping, loss);
  const seconds = cells.amount(mapping.seconds);
  const trial = trialColumns(mapping);
  const trialLabel = trial.length === 0 ? null : joinCells(trial.map((column) => cells.text(column)));
  const failureCode = mapping.failure === undefined ? null : readFailureCode(cells.text(mapping.failure));
  const usage = {
    inputTokens: cells.count(mapping.inputTokens),
    outputTokens: cells.count(mapping.outputTokens),
    totalTokens: cells.count(mapping.tokens),
  };
  const stated = Object.values(usage).filter((count) => count !== null);
  const zeroTokens = stated.length > 0 && stated.every((count) => count === 0);
  return {
    scenarioId,
    trialLabel,
    attempt: cells.count(mapping.attempt),
    slices: Object.fromEntries(
      Object.entries(mapping.slices ?? {}).map(([name, column]) => [name, cells.text(column)]),
    ),
    draft: {
      sourceId: trialLabel,
      seed: cells.seed(mapping.seed),
      outcome,
      score,
      loss: outcome === 'lost' ? (loss ?? { owner: 'infrastructure', code: 'lost', message: null }) : null,
      stop: { reason: outcome === 'lost' ? stopOfLoss(loss) : 'unknown', code: failureCode },
      limitsHit: limitIn(failureCode),
      failureCode,
      startedAt: cells.time(mapping.started),
      endedAt: cells.time(mapping.ended),
      durationMs: seconds === null ? cells.elapsed(mapping) : seconds * 1000,
      usage: { ...unknownUsage, ...usage },
      cost: { ...unknownCost, agentUsd: cells.amount(mapping.cost) },
      ...untold,
      extra: null,
    },
    zeroTokens,
    facts: factsOf(cells.count(mapping.turns), cells.count(mapping.agentTurns), cells.count(mapping.toolCalls)),
  };
}

function stopOfLoss(loss: Loss | null): 'infrastructure-error' | 'user-error' | 'unknown' {
  if (loss === null || loss.owner === 'infrastructure') return 'infrastructure-error';
  return loss.owner === 'user-simulator' ? 'user-error' : 'unknown';
}

/** A failure code that says in so many words which limit was hit. */
function limitIn(code: string | null): TrialDraft['limitsHit'] {
  if (code === null) return [];
  if (/^(agent_)?time_?out$|^agent_timeout$/i.test(code)) return ['time'];
  if (/^max_(steps|turns)$/i.test(code)) return [code.toLowerCase() === 'max_steps' ? 'steps' : 'turns'];
  return /^context_(window|length)_exceeded$/i.test(code) ? ['context'] : [];
}

/** What a table can know of a trajectory; null when it knows nothing. */
function factsOf(
  userTurns: number | null,
  agentTurns: number | null,
  toolCalls: number | null,
): TrajectoryFacts | null {
  if (userTurns === null && agentTurns === null && toolCalls === null) return null;
  return {
    version: 1,
    userTurns,
    agentTurns,
    toolCalls,
    toolErrors: null,
    toolCallsWithoutResult: null,
    identicalCalls: null,
    firstErrorTurn: null,
    errorsRepaired: null,
    afterError: null,
    handedOver: null,
    lastStep: null,
    refusal: null,
    transcriptDigest: null,
    openingDigest: null,
  };
}

/** Reads the cells of one row, naming the line of what it cannot read. */
class RowCells {
  readonly #row: TableRow;
  readonly #file: SourceFile;

  constructor(row: TableRow, file: SourceFile) {
    this.#row = row;
    this.#file = file;
  }

  text(column: string): string {
    return this.#row.cells.get(column)?.trim() ?? '';
  }

  joined(columns: readonly string[]): string {
    const parts = columns.map((column) => {
      const text = this.text(column);
      if (text === '') throw this.#bad(column, 'a scenario id', text);
      return text;
    });
    const id = joinCells(parts);
    if (id.length > 2000) throw this.#bad(columns.join('+'), 'a scenario id of at most 2000 characters', id);
    return id;
  }

  loss(column: NonNullable<TableMapping['loss']>): Loss | null {
    const cell = this.text(column.column);
    const read = readLoss(cell, column);
    if (read === null)
      throw this.#bad(
        column.column,
        '1, 0, infrastructure, user-simulator, judge, or a code that the mapping names',
        cell,
      );
    return read === 'none' ? null : read;
  }

  outcome(mapping: TableMapping, loss: Loss | null): { outcome: TrialDraft['outcome']; score: number | null } {
    const column = mapping.outcome ?? '';
    const cell = this.text(column);
    const read = readOutcome(cell, mapping.outcomes);
    if (loss !== null) return { outcome: 'lost', score: read?.score ?? null };
    if (read === null)
      throw this.#bad(
        column,
        'an outcome such as 1, 0, true, false, pass, fail or resolved, or one that the mapping names',
        cell,
      );
    return read;
  }

  amount(column: string | undefined): number | null {
    const value = this.#number(column);
    if (value !== null && value < 0) throw this.#bad(column ?? '', 'a number from 0', this.text(column ?? ''));
    return value;
  }

  count(column: string | undefined): number | null {
    const value = this.#number(column);
    if (value !== null && (value < 0 || !Number.isSafeInteger(value)))
      throw this.#bad(column ?? '', 'a whole number from 0', this.text(column ?? ''));
    return value;
  }

  seed(column: string | undefined): number | string | null {
    const text = column === undefined ? '' : this.text(column);
    return text === '' ? null : (numberIn(text) ?? text);
  }

  time(column: string | undefined): string | null {
    const text = column === undefined ? '' : this.text(column);
    return text.length >= 4 && text.length <= 64 ? text : null;
  }

  /** Milliseconds from start to end, where both have times. */
  elapsed(mapping: TableMapping): number | null {
    const ms = Date.parse(this.time(mapping.ended) ?? '') - Date.parse(this.time(mapping.started) ?? '');
    return Number.isFinite(ms) && ms >= 0 ? ms : null;
  }

  #number(column: string | undefined): number | null {
    if (column === undefined) return null;
    const text = this.text(column);
    if (unknownCells.has(text.toLowerCase())) return null;
    const value = numberIn(text);
    if (value === null) throw this.#bad(column, 'a number', text);
    return value;
  }

  #bad(column: string, expected: string, found: string): Error {
    return badRow(this.#file, { line: this.#row.line, path: column }, expected, found);
  }
}

/** Every column that has a role. */
export function claimedColumns(mapping: TableMapping): ReadonlySet<string> {
  const { scenario, trial: _trial, slices, loss, outcomes: _outcomes, where: _where, ...single } = mapping;
  return new Set([
    ...(scenario ?? []),
    ...trialColumns(mapping),
    ...Object.values(slices ?? {}),
    ...(loss === undefined ? [] : [loss.column]),
    ...Object.values(single).filter((column) => typeof column === 'string'),
  ]);
}

import { digestBytes } from '#base';
import type { RunManifest } from '../run-manifest.ts';

/** The manifest of an imported run for tests, with no plan and nothing known but what the test says. */
export function manifestFixture(known: Partial<RunManifest> = {}): RunManifest {
  return {
    schemaVersion: 1,
    kind: 'seatrial.run',
    id: 'fixture-00000000',
    name: 'fixture',
    origin: 'imported',
    createdAt: '2026-09-14T10:22:00Z',
    recordedAt: null,
    suite: {
      name: 'fixture-suite',
      version: null,
      digest: digestBytes(''),
      visibility: 'unknown',
      planSource: 'manifest',
      scenarios: [],
    },
    agent: { name: null, version: null, model: null, promptDigest: null, toolsDigest: null, settings: null },
    user: { kind: 'unknown', name: null, model: null, promptDigest: null, settings: null },
    judge: null,
    harness: { name: null, version: null, commit: null, settings: null },
    dataset: { name: null, digest: null },
    limits: {
      maxSteps: null,
      maxTurns: null,
      maxToolErrors: null,
      timeoutMs: null,
      maxTokens: null,
      maxCostUsd: null,
    },
    seed: null,
    place: { os: null, arch: null, runtime: null, ci: null },
    sources: [],
    importer: null,
    claims: [],
    remarks: [],
    ...known,
  };
}

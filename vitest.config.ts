import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['seatrial-source', 'node', 'import', 'default'] } },
  resolve: { conditions: ['seatrial-source', 'node', 'import', 'default'] },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    // All cores: the default leaves one of two idle.
    maxWorkers: '100%',
    // Generous because CI machines stall; no test asserts a duration.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] === undefined ? ['default'] : [['default', { summary: false }]],
  },
});

import { defineConfig } from 'vitest/config';

/** What both kinds of test share: real PostgreSQL, started once, and views compiled for Preact. */
const shared = {
  globalSetup: ['test/support/global-setup.ts'],
  pool: 'threads' as const,
  restoreMocks: true,
  hookTimeout: 60_000,
  // Whole processes and browsers on two shared cores: a second try there, none at a desk, where a flaw should show.
  retry: process.env.CI ? 1 : 0,
};

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'rooms',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          exclude: ['test/journeys/**'],
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          // A browser beside another browser on two cores makes both miss their times.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

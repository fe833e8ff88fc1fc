import { defineConfig } from 'vitest/config'

const database = ['**/*.db.test.ts']
// Whole servers in processes of their own, one after another
const commands = ['test/commands/**/*.test.ts']
const never = ['**/node_modules/**', '**/.cache/**', '**/dist/**', '**/data/**']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,tools,bench,test}/**/*.test.{ts,tsx}'],
          exclude: [...never, ...database, ...commands],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['{src,tools,bench,test}/**/*.db.test.ts'],
          exclude: never,
          globalSetup: ['./test/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 400_000,
        },
      },
      {
        // A machine that pauses for a second must not decide: each of these may be tried twice
        test: { name: 'commands', include: commands, exclude: never, testTimeout: 90_000, hookTimeout: 120_000, fileParallelism: false, retry: 1 },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: never,
          globalSetup: ['./test/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // One browser and one server at a time: two cores are shared with the database
          fileParallelism: false,
        },
      },
    ],
  },
})

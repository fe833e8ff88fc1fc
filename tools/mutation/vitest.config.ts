import { defineConfig } from 'vitest/config'
import { plantedFile, root, ruleFiles, within } from './rooms.ts'

/** Tests see the rule files with all mutants in them; the files themselves are never touched. */
export default defineConfig({
  root,
  plugins: [{
    name: 'mutants',
    enforce: 'pre',
    transform: (text: string, path: string) => (ruleFiles.includes(within(path)) ? plantedFile(within(path), text).text : null),
  }],
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['**/*.db.test.ts', '**/node_modules/**'],
    runner: `${root}tools/mutation/runner.ts`,
    fileParallelism: false,
    testTimeout: 900_000,
  },
})

import './check-node.cjs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'sandbox/tests/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    globalSetup: ['tests/_support/browser-server.ts'],
    pool: 'forks',
    // Most files wait for processes, browsers and time limits: on two cores, Vitest's own choice is one at a time.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})

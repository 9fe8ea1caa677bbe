/**
 * `npm start` and `npm run doctor`: builds where the sources are newer than the build, then runs the program in this
 * process.
 */
import '../check-node.cjs'

void start()

async function start() {
  // Loaded only now: a Node that is too old may not even be able to read it.
  const { build } = await import('./build.mjs')
  if (build()) await import('../dist/main.js')
  else process.exitCode = 1
}

/** `npm start` and `npm run doctor`: builds when the sources are newer than the build, then becomes the program. */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kubit Support needs Node 20.19 or later; this is ${process.versions.node}.`)
  process.exit(1)
}

// Loaded only now: an older Node may not even read it.
const { build } = await import('./build.mjs')
if (!build()) {
  console.error('The sources could not be built; the reasons stand above.')
  process.exit(1)
}
await import(`../dist/${process.argv[2] === 'doctor' ? 'doctor' : 'main'}.js`)

/**
 * Refuses a Node that better-sqlite3 would crash without a word: its binary needs Node-API 10, which came with 22.14.
 * Any Node has to be able to read this file: it imports nothing and uses no newer syntax.
 */
if (!(Number(process.versions.napi) >= 10)) {
  process.stderr.write(
    'Kubit Support needs Node 22.14 or later and this is ' +
      process.versions.node +
      ': `npm install` brings one, which `npm start` and `npm test` use; or get one from https://nodejs.org.\n',
  )
  process.exit(1)
}

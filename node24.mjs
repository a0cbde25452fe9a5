// Runs a script of this project on Node 24: `node node24.mjs path/to/script [arguments]`.
//
// Node 24 is an optional dependency, one package per platform. npm 11 puts its `node` first for npm scripts, and then
// this file only loads the script. npm 10 leaves `node` to whatever is installed, and then this file starts the right
// one. Plain JavaScript for Node 20, because that may be what reads it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const required = 24
const root = dirname(fileURLToPath(import.meta.url))

/** The Node that `npm ci` installed for this platform, if there is one. */
function installedNode() {
  const { optionalDependencies } = createRequire(import.meta.url)('./package.json')
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  return Object.keys(optionalDependencies)
    .map((name) => join(root, 'node_modules', name, file))
    .find((path) => existsSync(path))
}

function startOn(node, args) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, PATH: path } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/**
 * npm ends a script by ending its shell only, which leaves the program behind. Then it is told as well, and so is what
 * `startOn` started.
 */
function endWithNpm() {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}

const [script, ...args] = process.argv.slice(2)
endWithNpm()
const node = installedNode()
if (script === undefined) {
  process.stderr.write('Usage: node node24.mjs script [arguments]\n')
  process.exitCode = 2
} else if (Number.parseInt(process.versions.node, 10) >= required) {
  process.argv.splice(1, 2, resolve(script))
  await import(pathToFileURL(resolve(script)).href)
} else if (node) {
  startOn(node, [script, ...args])
} else {
  process.stderr.write(`Ventanilla needs Node ${required}; this is ${process.version}. Run "npm ci" or install it.\n`)
  process.exitCode = 1
}

// npm start: installs what is missing, finds a Node that fits, starts the server.
import module from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { become, compileCache, ensureInstalled, fittingNode, root } from './install.mjs'

const main = join(root, 'src', 'app', 'server', 'main.ts')
const args = process.argv.slice(2)
const watch = args.includes('--dev')

await ensureInstalled('start')
if (watch) become([main, ...args], { watch })
else if (fittingNode() === process.execPath) {
  process.chdir(root)
  module.enableCompileCache(compileCache)
  // The server sees its own name and arguments, as if it had been started directly
  process.argv.splice(1, 1, main)
  await import(pathToFileURL(main).href)
} else become([main, ...args])

// node bin/run.mjs FILE ARGS…: runs a TypeScript file of the project. What lies in src needs no test tools, so that an
// operator's command (backup, restore) never installs them.
import { resolve, sep, join } from 'node:path'
import { become, ensureInstalled, giveUp, root } from './install.mjs'

const [file, ...args] = process.argv.slice(2)
if (!file) giveUp('用法：node bin/run.mjs 文件 参数……')
const path = resolve(root, file)
await ensureInstalled(path.startsWith(join(root, 'src') + sep) ? 'start' : 'all')
become([path, ...args])

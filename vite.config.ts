import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { readFile, writeFile } from 'node:fs/promises'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname

/** Writes `.br` and `.gz` beside every script and style, so that the server never compresses while someone waits. */
function compressed(): Plugin {
  return {
    name: 'tongxin-compressed',
    apply: 'build',
    async writeBundle(options, bundle) {
      const files = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(files.map(async (name) => {
        const file = resolve(options.dir!, name)
        const content = await readFile(file)
        const [br, gz] = await Promise.all([
          promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
          promisify(gzip)(content),
        ])
        await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
      }))
    },
  }
}

/** antd's drawings read themselves out in English (loading, down, close): what they mean stands beside them in words. */
function silentIcons(): Plugin {
  const spoken = /role: "img",\s+"aria-label": icon\.name/
  return {
    name: 'tongxin-silent-icons',
    transform(code, id) {
      if (!/@ant-design\/icons\/(es|lib)\/components\/AntdIcon(Light)?\.js/.test(id)) return null
      if (!spoken.test(code)) this.error('antd draws its icons otherwise now: see that they are not read out')
      return { code: code.replace(spoken, '"aria-hidden": true'), map: null }
    },
  }
}

/** The web app, built to dist/web on first start. The index carries `__NONCE__`, which the server fills per answer. */
export default defineConfig({
  root: resolve(here, 'src/app/web'),
  base: '/',
  publicDir: false,
  plugins: [react(), silentIcons(), compressed()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: resolve(here, 'dist/web'),
    emptyOutDir: true,
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})

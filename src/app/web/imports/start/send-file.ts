import type { InputOf, OutputOf, Problem } from '#base/contract.ts'
import { CallError, linkTo } from '#base/web/call.ts'
import { upload } from '#exchange/contract.ts'
import { words } from '../words.ts'

/** The server's own limit; told before the file has travelled. */
export const sizeLimit = 32 * 1024 * 1024

const lost: Problem = {
  type: 'about:blank',
  title: words.lostTitle,
  status: 0,
  code: 'web.offline',
  reference: '',
  detail: words.lost,
}

function answerOf(request: XMLHttpRequest): OutputOf<typeof upload> {
  const body = JSON.parse(request.responseText) as unknown
  if (request.status >= 200 && request.status < 300) return body as OutputOf<typeof upload>
  throw new CallError(body as Problem)
}

/** Uploads a sheet, telling how far it is (0 to 1): `fetch` cannot tell. */
export function sendFile(
  input: InputOf<typeof upload>,
  file: File,
  options: { signal: AbortSignal; onProgress: (part: number) => void },
): Promise<OutputOf<typeof upload>> {
  const request = new XMLHttpRequest()
  request.open('POST', linkTo(upload, input))
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('x-tongxin', '1')
  request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
    if (lengthComputable) options.onProgress(loaded / total)
  }
  options.signal.addEventListener('abort', () => request.abort(), { once: true })
  const body = new FormData()
  body.set('file', file, file.name)
  return new Promise((resolve, reject) => {
    request.onload = () => {
      try {
        resolve(answerOf(request))
      } catch (error) {
        reject(error instanceof CallError ? error : new CallError(lost))
      }
    }
    request.onerror = () => reject(new CallError(lost))
    request.onabort = () => reject(options.signal.reason as Error)
    request.send(body)
  })
}

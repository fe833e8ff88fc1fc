// The same small answer with nothing but node:http: what HTTP itself costs here.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerUsage } from './answer-usage.ts'
import { smallAnswer } from './small-answer.ts'

const server = createServer((_, response) => {
  const body = JSON.stringify(smallAnswer)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => answerUsage((server.address() as AddressInfo).port))

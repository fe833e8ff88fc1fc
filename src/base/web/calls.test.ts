import { expect, test } from 'vitest'
import { CallError } from '#base/web/call.ts'
import { worthRetrying } from '#base/web/calls.ts'

const failed = (status: number) =>
  new CallError({ type: '', title: '', status, detail: '', code: 'x', reference: '' })

test('a lost connection and a restarting server are tried again, twice', () => {
  expect([0, 1, 2].map((failures) => worthRetrying(failures, failed(0)))).toEqual([true, true, false])
  expect([502, 503, 504].map((status) => worthRetrying(0, failed(status)))).toEqual([true, true, true])
})
test('a refusal and a failure of the server are not', () => {
  expect([401, 403, 404, 409, 422, 429, 500].map((status) => worthRetrying(0, failed(status)))).toEqual(Array(7).fill(false))
})

import { expect, test } from 'vitest'
import { toSend } from '#organisations/web/found/filled-in.ts'

test('without numbers nothing is said about members', () => {
  expect(toSend({ name: 'a' })).toEqual({ name: 'a' })
  expect(toSend({ name: 'a', full: '', all: '' })).toEqual({ name: 'a' })
})
test('one number known stands for the other, as with lines that have no probation', () => {
  expect(toSend({ all: 12 })).toEqual({ members: { full: 12, all: 12 } })
  expect(toSend({ full: 3, all: '' })).toEqual({ members: { full: 3, all: 3 } })
  expect(toSend({ full: 3, all: 5 })).toEqual({ members: { full: 3, all: 5 } })
})

import { describe, expect, test } from 'vitest'
import type { PersonView } from '#people/contract.ts'
import { changesOf, maskOf } from '#people/web/person/changes.ts'

const person: PersonView = {
  id: '018f0000-0000-7000-8000-000000000001', name: '沈书宁', sex: '女', born: '1985-03-06', age: 41, nation: '汉族',
  education: '大学本科', category: '教师', job: '副校长', idMask: '9***************07', phoneMask: '199****0084',
  hasAddress: false, guardian: null, guardianMask: null, lostSince: null, floatingSince: null, floatingTo: null,
  mergedInto: null, version: 3, account: null, minor: false, memberships: [], posts: [],
}

describe('a correction carries only what was changed', () => {
  test('nothing touched is nothing sent', () => expect(changesOf({}, person)).toEqual({}))
  test('a field typed back to what is held is not a change', () =>
    expect(changesOf({ job: ' 副校长 ', nation: '汉族' }, person)).toEqual({}))
  test('another value is sent, trimmed', () => expect(changesOf({ job: ' 校长 ' }, person)).toEqual({ job: '校长' }))
  test('an emptied field is sent as empty, not left out', () =>
    expect(changesOf({ category: '' }, person)).toEqual({ category: null }))
  test('a sealed field left blank stays as it is', () =>
    expect(changesOf({ idNumber: '', phone: '  ' }, person)).toEqual({}))
  test('a sealed field typed is sent even if it reads like its mask', () =>
    expect(changesOf({ phone: '19900000084' }, person)).toEqual({ phone: '19900000084' }))
  test('a sealed field erased on purpose is sent as empty', () =>
    expect(changesOf({ phone: null }, person)).toEqual({ phone: null }))
  test('what is no field of a person is never sent', () => expect(changesOf({ version: 9 }, person)).toEqual({}))
})

test('an address is told to be held, never shown', () => {
  expect(maskOf(person, 'address')).toBeNull()
  expect(maskOf({ ...person, hasAddress: true }, 'address')).toBe('已登记（打码）')
})

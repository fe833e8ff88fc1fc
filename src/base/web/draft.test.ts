import { expect, test } from 'vitest'
import { withoutSensitive } from '#base/web/draft.ts'

test('sensitive fields are left out of what is kept on the device', () => {
  expect(withoutSensitive({ name: '沈望舒', phone: '13800000000' }, ['phone'])).toEqual({ name: '沈望舒' })
})
test('nothing else is lost', () => expect(withoutSensitive({ a: 0, b: false, c: '' }, [])).toEqual({ a: 0, b: false, c: '' }))

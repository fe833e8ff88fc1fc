import { expect, test } from 'vitest'
import { printedAddress } from '#access/web/address.ts'

test('the configured address stands on paper, whatever the page was opened by', () => {
  expect(printedAddress('https://tongxin.example.cn', 'http://127.0.0.1:8600')).toEqual({ address: 'https://tongxin.example.cn', isLocal: false })
  expect(printedAddress(null, 'http://192.168.1.20:8600')).toEqual({ address: 'http://192.168.1.20:8600', isLocal: false })
})

test.each(['http://127.0.0.1:8600', 'http://localhost:8600', 'http://[::1]:8600', 'http://127.0.1.1'])('%s opens on this machine alone', (opened) => {
  expect(printedAddress(null, opened)).toEqual({ address: opened, isLocal: true })
})

import { expect, test } from 'vitest'
import { isStrong, needsSecondFactor, type Demand } from '#access/second-factor.ts'
import { newTotpSecret, stepOf, totpAddress, totpCode } from '#access/factors/totp.ts'

/** RFC 6238, appendix B: the secret of its examples, and the last six of its eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([[59, '287082'], [1111111109, '081804'], [1234567890, '005924'], [20000000000, '353130']])(
  'the telephone shows at second %i what RFC 6238 says',
  (second, code) => {
    const at = new Date(second * 1000)
    expect(totpCode(secret, at)).toBe(code)
    expect(stepOf(secret, code, at)).toBe(Math.floor(second / 30))
  },
)

test('a clock one step off to either side is understood, two steps are not', () => {
  const now = new Date('2026-11-23T02:00:15Z')
  const shown = (steps: number) => totpCode(secret, new Date(now.getTime() + steps * 30_000))
  const here = Math.floor(now.getTime() / 30_000)
  expect([-2, -1, 0, 1, 2].map((steps) => stepOf(secret, shown(steps), now))).toEqual([null, here - 1, here, here + 1, null])
})

test('letters, too few and too many digits are no code', () => {
  for (const code of ['', '12345', '1234567', '12345a', '٠٠٥٩٢٤']) expect(stepOf(secret, code, new Date(1234567890_000))).toBeNull()
})

test('secrets have 160 bits and are all different; the square tells the product and the login', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const one of secrets) expect(one).toMatch(/^[A-Z2-7]{32}$/)
  const address = new URL(totpAddress(secret, 'zhibu'))
  expect([address.protocol, address.searchParams.get('issuer'), address.searchParams.get('secret')]).toEqual(['otpauth:', '同心', secret])
  expect(decodeURIComponent(address.pathname)).toContain('zhibu')
})

const weights = { member: 'own', county: 'committee', system: 'administrator' } as const
const powers = { weightOf: (post: string) => weights[post as keyof typeof weights] }

test.each<[Demand, (keyof typeof weights)[], boolean]>([
  ['optional', ['system', 'county', 'member'], false],
  ['administrators', ['system'], true],
  ['administrators', ['county', 'member'], false],
  ['administrators', [], false],
  ['wide', ['county'], true],
  ['wide', ['member', 'system'], true],
  ['wide', ['member'], false],
])('with the demand “%s” the posts %j need a second step: %s', (demand, posts, expected) => {
  expect(needsSecondFactor(demand, posts.map((post) => ({ post })), powers)).toBe(expected)
})

test('a password, a slip or the unit’s sign-on alone is one factor; the operator may say that the sign-on asks for two', () => {
  expect([isStrong(['password'], true), isStrong(['slip'], true), isStrong(['sign-on'], false)]).toEqual([false, false, false])
  expect([isStrong(['sign-on'], true), isStrong(['password', 'totp'], false), isStrong(['passkey'], false), isStrong(['password', 'recovery'], false)])
    .toEqual([true, true, true, true])
})

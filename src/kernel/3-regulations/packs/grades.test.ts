import { expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { why } from '#regulations/words.ts'

/** The grade of each source as it was when it was read: A official, B a copy of the text, C one body's practice, D hearsay; M remembered. */
const grades: Record<string, string> = {
  A: 'D3 D6 U6 P4 Y23 Y30 C10 K3 K8 K9 K11 K12 B2',
  B: 'D1 D2 D4 D5 D7 D13 D14 D15 D17 U1 P1 P2 P3 P5 P6 P8 P10 P11 P21 P24 P27 P31 Y1 Y4 Y5 Y6 Y7 Y8 Y10 Y15 Y29 Y31 C1 C2 C9 J1 K2 K6 K10 B1',
  C: 'D8 D18 D19 D21 D23 D28 L1 U2 P12 P13 P14 P15 P16 P20 P23 P25 P26 P28 P29 P30 Y9 Y11 Y13 Y14 Y16 Y17 Y18 Y19 Y20 Y22 Y24 Y25 Y26 Y27 Y28 Y32',
  D: 'D10 D12 D16 D20 D22 D24 D26 D27 D29 D30 D31 L2 L3 L4 L5 U3 U4 U5 P7 P17 P18 P19 P22 Y2 Y3 Y12 Y21',
  M: 'M',
}
const gradeOf = (source: string): string | undefined =>
  Object.keys(grades).find((grade) => grades[grade]!.split(' ').includes(source))

test('every rule is graded as its source is, and no better', () => {
  expect(national.rules.filter(({ source, grade }) => gradeOf(source) !== grade).map(({ id, source, grade }) => `${id} ${source} ${grade}`)).toEqual([])
})

test.each([
  'league.branch.appraisal', 'league.branch.appraisal.quorum', 'league.branch.appraisal.excellent-max', 'league.branch.appraisal.order',
  'league.branch.recommend.quorum', 'league.branch.recommend.majority', 'league.branch.registration', 'league.branch.members-meeting',
])('%s was read on a school page only, and is shown as 待核', (id) => {
  const rules = national.rules.filter((rule) => rule.id === id)
  expect(rules.map((rule) => why(rule).toBeChecked)).toEqual(rules.map(() => true))
  expect(rules.length).toBeGreaterThan(0)
})

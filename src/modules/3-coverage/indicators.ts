import type { Indicator } from '#indicators/indicator.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { linesOf, numbersOf } from '#coverage/present.ts'
import type { CoveredLine } from '#coverage/codes.ts'
import { rateOf } from '#coverage/rules/rates.ts'
import { lineNames } from '#coverage/words.ts'

const covered = (line: CoveredLine): Indicator => ({
  name: `coverage.${line}`,
  words: `${lineNames[line]}覆盖率`,
  definition: '（单独组建 + 联合组建）÷ 归口到本组织和下级的单位数；没有单位的不计算。',
  unit: '%',
  async value(tx, actor, { publicId }) {
    const organisation = await organisationByPublicId(tx, actor.realm, publicId)
    if (!organisation || !linesOf(organisation).includes(line)) return null
    const rate = rateOf((await numbersOf(tx, actor.realm, organisation)).of(organisation.id), line, false)
    return rate.covered === null ? null : rate.covered / 10
  },
})

export const indicators: Indicator[] = [covered('party'), covered('league'), covered('union')]

import { describe, expect, test } from 'vitest'
import { bodyName } from '#exchange/guess/body-name.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'

const index = new NameIndex([
  { id: 1, name: '中共永宁街道幸福社区第一支部委员会' },
  { id: 2, name: '中共永宁街道幸福社区第二支部委员会' },
  { id: 3, name: '中共永宁机械有限公司总支部委员会', aliases: ['机械公司党总支'] },
  { id: 4, name: '中共永宁街道工作委员会' },
  { id: 5, name: '共青团永宁机械有限公司委员会' },
  { id: 6, name: '中共永宁机械有限公司委员会' },
  { id: 7, name: '机关第三支部', aliases: ['老干部支部'] },
  { id: 8, name: '老干部支部' },
  { id: 9, name: '永宁机械有限公司工会' },
])

describe('a name that is right but for its decoration is a match', () => {
  test.each([
    ['中共永宁街道幸福社区第一支部委员会', 1, 'exact'], [' 中共永宁街道幸福社区第一支部委员会\u200b', 1, 'exact'],
    ['中共永宁街道幸福社区第１支部委员会', 1, 'normalised'], ['永宁街道幸福社区第一党支部', 1, 'normalised'], ['永宁街道幸福社区1支部', 1, 'normalised'],
    ['中国共产党永宁街道幸福社区第二支部委员会', 2, 'normalised'], ['永宁街道幸福社区党支部'.replace('党支部', '第二党支部'), 2, 'normalised'],
    ['永宁街道（幸福社区）第二支部', 2, 'normalised'], ['永宁街道幸福社区党第二支部', 2, 'normalised'],
    ['永宁机械有限公司党总支', 3, 'normalised'], ['机械公司党总支', 3, 'exact'],
    ['永宁机械有限公司团委', 5, 'normalised'], ['永宁机械有限公司党委', 6, 'normalised'], ['中共永宁机械有限公司党委', 6, 'normalised'],
    ['永宁机械有限公司工会委员会', 9, 'normalised'],
  ])('%s', (name, id, how) => expect(index.find(name)).toEqual({ match: id, how, proposals: [] }))
})

describe('anything less is a proposal and never a match', () => {
  test.each([
    ['永宁街道幸社区第一党支部', 1], ['永宁街幸福社区第二党支部', 2], ['幸福社区第一党支部', 1], ['永宁机械公司党委', 6], ['机关第三党支', 7],
  ])('%s', (name, id) => {
    const found = index.find(name)
    expect(found.match === null || found.match === 7).toBe(true)
    if (found.match === null) expect(found.proposals[0]?.id).toBe(id)
  })
  test('a name without its kind may be the firm, its branch or its union', () => {
    expect(index.find('永宁机械有限公司')).toMatchObject({ match: null, how: 'near' })
  })
  test('a committee that could be of two lines is not chosen between', () => {
    expect(index.find('永宁机械有限公司委员会')).toMatchObject({ match: null, how: 'several' })
  })
  test('a name that two organisations bear shows both', () => {
    const found = index.find('老干部支部')
    expect(found).toMatchObject({ match: null, how: 'several' })
    expect(found.proposals.map(({ id }) => id).sort()).toEqual([7, 8])
  })
  test('the first is not the second', () => {
    const { proposals } = index.find('永宁街道幸福社第一党支部')
    expect(proposals.map(({ id }) => id).slice(0, 2)).toEqual([1, 2])
    expect(proposals[0]!.score - proposals[1]!.score).toBeGreaterThan(0.15)
  })
  test('the same number in another place is another body', () => {
    expect(index.find('安和街道第一党支部').match).toBeNull()
  })
  test('noise finds nothing', () => {
    expect(index.find('')).toEqual({ match: null, how: 'none', proposals: [] })
    expect(index.find('zzzz')).toEqual({ match: null, how: 'none', proposals: [] })
    expect(index.find('支部')).toMatchObject({ match: null })
  })
})

test.each([
  ['中共永宁街道第十二支部委员会', '永宁街道12', '党', '支部'], ['永宁街道第12党支部', '永宁街道12', '党', '支部'], ['团委', '', '团', '委员会'],
  ['永宁小学少先队大队', '永宁小学', '少先队', '大队'], ['永宁镇妇联', '永宁镇', '妇女', '妇联'], ['永宁镇', '永宁镇', null, null],
])('%s is taken apart', (name, core, line, level) => expect(bodyName(name)).toEqual({ core, line, level }))

test('2,000 names among 20,000 organisations find their own', () => {
  const places =
    Array.from({ length: 2_000 }, (_, i) => `${'永安望长清石白东新南'[i % 10]}${String.fromCharCode(0x4e00 + i * 7)}`)
  const kinds = ['街道幸福社区', '镇胜利村', '实验小学', '机械有限公司', '电子科技有限公司', '人民医院', '供电所', '银行支行', '第三中学', '乡红旗村']
  const many = places.flatMap((place, i) =>
    kinds.map((kind, k) => ({ id: i * 10 + k, name: `中共${place}${kind}第${1 + (k % 3)}支部委员会` })))
  const big = new NameIndex(many)
  let matched = 0
  let proposed = 0
  for (let i = 0; i < 2_000; i++) {
    const { id, name } = many[i * 10 + (i % 10)]!
    const asked = i % 2 === 0 ? name.replace('中共', '').replace('支部委员会', '党支部') : name.replace('中共', '').slice(1)
    const found = big.find(asked)
    if (found.match === id) matched++
    else if (found.match === null && found.proposals.some((one) => one.id === id)) proposed++
  }
  expect(matched + proposed).toBe(2_000)
  expect(matched).toBe(1_000)
})

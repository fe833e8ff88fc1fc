import type { Mutant } from './planting.ts'
import { roomOf } from './rooms.ts'

export interface Outcome {
  tried: readonly Mutant[]
  survivors: readonly Mutant[]
  untried: number
  day: string
  commit: string
}

const score = (tried: number, survived: number): string => `${(((tried - survived) / tried) * 100).toFixed(1)} %`

export function reportOf({ tried, survivors, untried, day, commit }: Outcome): string {
  const rows = [...Map.groupBy(tried, ({ file }) => roomOf(file))].map(([room, mutants]) => {
    const survived = survivors.filter(({ file }) => roomOf(file) === room).length
    return row(room, mutants.length, survived)
  })
  return [
    '# 规则经得起改吗：变异测试', '',
    '`npm run mutation` 在规则文件里一处一处地说小谎（`<` 改成 `<=`，`&&` 改成 `||`，数字加一，去掉 `!`，',
    '条件恒真或恒假，`some` 改成 `every`，进位改成舍去），每处都问走得到它的单元测试：有没有发现。文件本身不动，改动只在测试的内存里。',
    '只算单元测试；数据库测试和浏览器测试也会发现一部分，这里不算。目标：90 % 以上。', '',
    `${day}，提交 ${commit} 之上。${untried ? `另有 ${untried} 处（载入时就算好的表）时间不够，没有试，不在表内。` : '全部试过。'}`, '',
    '| 房间 | 小谎 | 发现 | 没发现 | 得分 |', '| --- | ---: | ---: | ---: | ---: |',
    ...rows, row('**合计**', tried.length, survivors.length), '',
    '## 没发现的', '',
    '有的改了也等于没改（排序里两个相等的先后、已经排除了的情况），有的是还欠一个测试。', '',
    ...[...Map.groupBy(survivors, ({ file }) => file)].map(([file, list]) => `- \`${file}\`：第 ${lines(list)} 行`), '',
  ].join('\n')
}

const row = (room: string, tried: number, survived: number): string =>
  `| ${room} | ${tried} | ${tried - survived} | ${survived} | ${score(tried, survived)} |`

const lines = (mutants: readonly Mutant[]): string => [...new Set(mutants.map(({ line }) => line))].join('、')

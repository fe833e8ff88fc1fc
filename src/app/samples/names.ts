import type { Seeded } from '#base/seeded.ts'

export type Sex = '男' | '女'
export interface NamedPerson {
  name: string
  sex: Sex
  nation: string
}

// Frequent surnames first and often, as in any real list; every full name is made up.
const common = [...'王李张刘陈杨黄赵吴周']
const usual = [
  ...'徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔',
  ...'钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
]
const seldom = [...'桑禹甄麻封芮储靳糜井富乌焦巴牧隗谷宓蓬郗班仰秋仲伊宁仇甘厉戎祖符景詹束幸韶郜印宿怀蒲鄂索咸卓蔺屠蒙池乔莘翟']
const compound = ['欧阳', '司马', '上官', '诸葛', '尉迟', '长孙', '夏侯', '皇甫', '东方', '令狐']

const heads: Record<Sex, string[]> = {
  男: [...'文建志明国海永晓俊伟家宏世卫绍景承达立昌振启思子浩宇泽书逸博铭兆云长春兴宗'],
  女: [...'晓雅淑丽慧雪梦文佳静玉秀春美思海小婉若诗书语欣紫可嘉如凤桂兰云亚艳素巧'],
}
const tails: Record<Sex, string[]> = {
  男: [...'松柏涛川峰林岳阳恒远航舟勤朴诚毅森磊鑫晨晖昊轩然卓群生田平安华辉鹏瑞祥麟'],
  女: [...'兰梅竹菊荷蓉薇萱琳琪瑶珊莹颖妍娜婷敏洁霞云霜晴岚芬芳琴华珍蕾茹涵月宁怡'],
}
const single: Record<Sex, string[]> = { 男: [...'骁翊垚焱旻晟昶钊煦稷屹泓'], 女: [...'玥蕊淼桐晗茜苒菡姝娴婕岑'] }

/** Names that every list, font, search box and pinyin table meets one day; the first six hold rare characters. */
export const unusualNames: readonly NamedPerson[] = [
  { name: '昝𬭎', sex: '男', nation: '汉族' },
  { name: '欧阳㐂', sex: '女', nation: '汉族' },
  { name: '仉龘', sex: '男', nation: '汉族' },
  { name: '禤甪霏', sex: '女', nation: '汉族' },
  { name: '尉迟翀', sex: '男', nation: '汉族' },
  { name: '乜喆', sex: '男', nation: '回族' },
  { name: '单于晓岚', sex: '女', nation: '汉族' },
  { name: '万俟承', sex: '男', nation: '汉族' },
  { name: '古丽米热·艾合麦提', sex: '女', nation: '维吾尔族' },
  { name: '艾山江·吐尔洪', sex: '男', nation: '维吾尔族' },
  { name: '扎西顿珠', sex: '男', nation: '藏族' },
  { name: '卓玛央金', sex: '女', nation: '藏族' },
  { name: '娜仁其木格', sex: '女', nation: '蒙古族' },
  { name: '巴特尔', sex: '男', nation: '蒙古族' },
  { name: '吉克阿依', sex: '女', nation: '彝族' },
  { name: '阿苏木呷', sex: '男', nation: '彝族' },
  { name: '曾曾', sex: '女', nation: '汉族' },
  { name: '解缪', sex: '男', nation: '汉族' },
]

/** Nations that share the Han way of naming, with a surname that is frequent among them. */
const others: readonly [nation: string, surnames: string][] = [
  ['回族', '马白丁沙'],
  ['满族', '关佟金那'],
  ['壮族', '韦覃莫黄'],
  ['土家族', '向田彭冉'],
  ['苗族', '龙石吴麻'],
  ['朝鲜族', '金朴崔'],
]

function surname(seeded: Seeded): string {
  const lot = seeded.next()
  if (lot < 0.4) return seeded.pick(common)
  if (lot < 0.93) return seeded.pick(usual)
  return lot < 0.985 ? seeded.pick(seldom) : seeded.pick(compound)
}

function given(seeded: Seeded, sex: Sex): string {
  if (seeded.chance(0.09)) return seeded.pick(single[sex])
  const head = seeded.pick(heads[sex])
  return seeded.chance(0.05) ? head + head : head + seeded.pick(tails[sex])
}

/** An invented person: some 6 in 100 belong to another nation than the Han. */
export function inventPerson(seeded: Seeded, sex: Sex = seeded.chance(0.5) ? '男' : '女'): NamedPerson {
  if (seeded.chance(0.06)) {
    const [nation, surnames] = seeded.pick(others)
    return { name: seeded.pick([...surnames]) + given(seeded, sex), sex, nation }
  }
  return { name: surname(seeded) + given(seeded, sex), sex, nation: '汉族' }
}

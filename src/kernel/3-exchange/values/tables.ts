import { readChoice } from '#exchange/values/choice.ts'
import { good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'
import type { Cell } from '#exchange/read/cell.ts'

/** GB/T 2261.1 */
export const readSex = readChoice({
  男: ['男性', '男士', '1', 'm', 'male', '男生'],
  女: ['女性', '女士', '2', 'f', 'female', '女生'],
})

/** GB/T 3304, in its order: the place in the list is the code */
export const nations = [
  '汉族', '蒙古族', '回族', '藏族', '维吾尔族', '苗族', '彝族', '壮族', '布依族', '朝鲜族', '满族', '侗族', '瑶族', '白族',
  '土家族', '哈尼族', '哈萨克族', '傣族', '黎族', '傈僳族', '佤族', '畲族', '高山族', '拉祜族', '水族', '东乡族', '纳西族',
  '景颇族', '柯尔克孜族', '土族', '达斡尔族', '仫佬族', '羌族', '布朗族', '撒拉族', '毛南族', '仡佬族', '锡伯族', '阿昌族',
  '普米族', '塔吉克族', '怒族', '乌孜别克族', '俄罗斯族', '鄂温克族', '德昂族', '保安族', '裕固族', '京族', '塔塔尔族',
  '独龙族', '鄂伦春族', '赫哲族', '门巴族', '珞巴族', '基诺族',
] as const
export type Nation = (typeof nations)[number] | '其他' | '外国血统中国籍人士'

const nationTable = Object.fromEntries([
  ...nations.map((nation, i) => [nation, [nation.slice(0, -1), String(i + 1).padStart(2, '0'), String(i + 1)]]),
  ['其他', ['其它', '97', '未识别', '穿青人', '其他民族']],
  ['外国血统中国籍人士', ['98', '外国血统', '入籍']],
]) as unknown as Record<Nation, string[]>
nationTable.柯尔克孜族.push('科尔克孜', '柯尔克兹')
nationTable.维吾尔族.push('维族', '维吾尔')
nationTable.哈萨克族.push('哈族')
nationTable.蒙古族.push('蒙族', '蒙')
nationTable.朝鲜族.push('鲜族', '朝族')
nationTable.珞巴族.push('洛巴')
nationTable.仡佬族.push('革老')

export const readNation = readChoice<Nation>(nationTable)

/** GB/T 4658 in the words of the members' register */
export const educations = [
  '博士研究生', '硕士研究生', '研究生', '大学本科', '大学专科', '中等专科', '技工学校', '普通高中', '职业高中', '初中', '小学', '其他',
] as const
export type Education = (typeof educations)[number]

const chooseEducation = readChoice<Education>({
  博士研究生: ['博士', '博士生', '博研', '11', '研究生博士', '博士研究生毕业'],
  硕士研究生: ['硕士', '硕士生', '硕研', '14', '研究生硕士', 'mba', 'mpa', '硕士研究生毕业'],
  研究生: ['研究生班', '研究生教育', '10', '研究生毕业', '19'],
  大学本科: ['本科', '大学', '大本', '本科生', '大学本科毕业', '学士', '本科毕业', '20', '21', '大学毕业', '大普', '大学普通班'],
  大学专科: ['大专', '专科', '高职', '高专', '专科生', '大专毕业', '专科毕业', '30', '31', '高等职业', '大学专科毕业', '高职高专', '高等专科'],
  中等专科: ['中专', '中师', '中技', '中等师范', '40', '41', '中专毕业', '中等专业', '中等专业学校', '中等职业', '中职'],
  技工学校: ['技校', '技工', '44', '高级技工', '技师学院'],
  普通高中: ['高中', '60', '61', '高中毕业', '普高'],
  职业高中: ['职高', '47', '职业中学', '职中', '职业高中毕业'],
  初中: ['初级中学', '70', '71', '初中毕业', '初中及以下'],
  小学: ['80', '81', '小学毕业'],
  其他: ['90', '其它', '文盲', '半文盲', '无学历', '文盲或半文盲'],
})

const FORMS = /^(全日制|普通全日制|非全日制|在职|函授|成人教育?|成教|自考|自学考试|电大|夜大|网络教育|远程教育|业余|省委党校|中央党校|市委党校|党校)/

/** The level of schooling; how it was reached is left out, with a note. */
export function readEducation(cell: Cell): Parsed<Education> {
  const text = plain(cell)
  const whole = chooseEducation(text)
  if (whole.ok) return whole
  const bare = text.replace(FORMS, '').replace(/[（(].*[)）]$/, '').replace(/(学历|肄业|结业|在读|毕业)$/, '')
  const level = bare === text ? whole : chooseEducation(bare)
  return level.ok ? good(level.value, 'form-dropped') : whole
}

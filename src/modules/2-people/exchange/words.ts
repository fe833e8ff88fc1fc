import type { Facts } from '#base/decision.ts'
import { kinds, isKind } from '#organisations/kinds.ts'

/** Faults of a roster's rows, beside those of single values. */
export const faultWords: Readonly<Record<string, (facts: Facts) => string>> = {
  'born-differs': (f) => `与公民身份号码里的出生日期 ${f['born']} 不一致。请核对后改正其中一项。`,
  'sex-differs': (f) => `与公民身份号码里的性别“${f['sex']}”不一致。请核对后改正其中一项。`,
  'dates-not-lawful': (f) => `${f['why']}。请核对日期。`,
  'guardian-missing': () => '不满 14 周岁的孩子要登记监护人。请补上监护人姓名。',
  'age-not-lawful': (f) => `这一天年龄是 ${f['age']} 岁，不符合年龄规定（${f['comparator']} ${f['limit']} 岁，${f['article']}）。请核对出生日期和加入日期。`,
  'holds-no-members': (f) => `${isKind(String(f['kind'])) ? kinds[String(f['kind']) as keyof typeof kinds].words : '这个组织'}不直接登记成员。请改成它下面的支部（工会、中队）。`,
  'holds-none': () => '这个组织不直接登记成员。请改成它下面的支部（工会、中队）。',
  'held-elsewhere': () => '这个人已经由别的组织登记。请先与本人核实，确认后联系上级组织办理转接；这一行可以先跳过。',
  'member-elsewhere': () => '这个人在您看不到的组织里已有同一条线的身份。请联系上级组织办理转接；这一行可以先跳过。',
  'several-alike': (f) => `已登记的有 ${f['count']} 个同名的人，分不清是哪一个。请补上公民身份号码。`,
  'post-unknown': (f) => `这个组织没有“${f['post']}”这个职务。可以填：${f['posts']}。不是组织内职务的，请清空。`,
  'posts-not-permitted': () => '您没有登记任免职的权限。请清空这一格，由有权限的人登记。',
  'post-minor': () => '不满 14 周岁的孩子不设这个职务。请清空这一格。',
}

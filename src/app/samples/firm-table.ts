import type { Headcount } from '#app/samples/staffing.ts'

/** One of the 30 small firms of 翠湖街道. Numbers are what the unit reported; null: it never did. */
export interface Firm {
  key: string
  name: string
  trade: string
  staff: number | null
  young: number | null
  migrant: number | null
  /** a party branch of its own, or the joint one */
  party?: Headcount | 'joint'
  /** the branch was founded that many days ago instead of years */
  partyDays?: number
  /** 团员 who work there */
  league?: number
  /** `own` branch, the `joint` one of the lane, or none: then they are kept in the street's direct branch */
  leagueBranch?: 'own' | 'joint'
  /** union members in its own union, or in the joint one */
  union?: number
  jointUnion?: number
  /** full party members who work there and stand in the community's branch */
  neighbours?: number
  social?: true
}

const row = (
  key: string, name: string, trade: string,
  numbers: [staff: number | null, young: number | null, migrant: number | null], more: Partial<Firm> = {},
): Firm => ({ key, name, trade, staff: numbers[0], young: numbers[1], migrant: numbers[2], ...more })

/** With a party branch of their own. */
const withBranch: Firm[] = [
  row('dongli', '东篱食品有限公司', '食品制造业', [132, 51, 60], {
    party: { full: 8, probationary: 1, activist: 2 }, league: 9, leagueBranch: 'own', union: 96,
  }),
  row('mingjing', '明镜光学有限公司', '仪器仪表制造业', [165, 70, 40], {
    party: { full: 12, applicant: 2 }, league: 14, leagueBranch: 'own', union: 128,
  }),
  row('baicao', '百草堂药业有限公司', '医药制造业', [90, 26, 10], { party: { full: 5 }, league: 2, union: 64 }),
  row('hengyuan', '恒远物流有限公司', '道路货物运输', [140, 66, 85], {
    party: { full: 6, activist: 1 }, league: 8, union: 105,
  }),
  row('suidi', '穗安快递服务有限公司', '快递服务', [88, 61, 70], { party: { full: 4, applicant: 1 }, league: 5, union: 70 }),
  // Founded twelve days ago: the founding at once asks for the League branch.
  row('changfeng', '长风机械有限公司', '通用设备制造业', [178, 58, 72], {
    party: { full: 3, applicant: 2 }, partyDays: 12, league: 4, union: 142,
  }),
]

/** 星河科技联合党支部 stands in these four. */
const underJointBranch: Firm[] = [
  row('xinghe', '星河科技有限公司', '软件和信息技术服务业', [46, 38, 3], { party: 'joint', league: 3, jointUnion: 14 }),
  row('yunfan', '云帆软件有限公司', '软件和信息技术服务业', [29, 24, 0], { party: 'joint', league: 1, jointUnion: 7 }),
  row('qinghe', '青禾设计有限公司', '专业设计服务', [18, 14, 0], { party: 'joint', league: 2 }),
  row('beichen', '北辰测绘有限公司', '测绘地理信息服务', [22, 9, 2], { party: 'joint' }),
]

const withoutParty: Firm[] = [
  row('lanjing', '蓝鲸网络有限公司', '互联网服务', [57, 49, 6], { league: 5 }),
  row('banshan', '半山民宿有限公司', '住宿业', [16, 9, 8], { league: 3 }),
  row('shuangyu', '双榆餐饮有限公司', '餐饮业', [48, 30, 34], { league: 4, jointUnion: 15 }),
  row('qizhi', '启智托育服务中心', '托育服务', [19, 15, 0], { league: 5, social: true }),
  row('jinqiao', '金桥家居有限公司', '家具零售', [54, 17, 25], { league: 1, jointUnion: 31 }),
  row('tianheng', '天衡建材有限公司', '建材批发', [41, 11, 22], { jointUnion: 26 }),
  row('qingchuan', '晴川检测有限公司', '质检技术服务', [33, 15, 0], { league: 2, neighbours: 4 }),
  row('xiaoman', '小满烘焙店', '食品零售', [14, 11, 6], { league: 3, leagueBranch: 'joint' }),
  row('zhuyin', '竹音琴行', '文化用品零售', [9, 7, 0], { league: 2, leagueBranch: 'joint' }),
  row('mantian', '满天星花艺店', '花卉零售', [8, 6, 2], { league: 2, leagueBranch: 'joint' }),
  row('rixin', '日新印务有限公司', '印刷业', [26, 8, 11], { league: 1, jointUnion: 9 }),
  row('yuelai', '悦来超市有限公司', '零售业', [36, 14, 12], { league: 2, jointUnion: 12 }),
  row('fanghua', '芳华养老服务中心', '养老服务', [44, 13, 19], { league: 1, jointUnion: 10, social: true }),
  row('kuanting', '宽庭装饰有限公司', '建筑装饰', [31, 10, 20], { jointUnion: 8 }),
  row('heming', '鹤鸣茶业有限公司', '茶叶零售', [12, 5, 4]),
  row('songtao', '松涛汽车修理厂', '汽车修理', [15, null, 7]),
  row('baizhou', '白洲水产商行', '水产批发', [null, null, null]),
  row('luming', '鹿鸣劳务服务有限公司', '劳务派遣', [210, null, 180]),
  row('yixin', '一心家政服务有限公司', '家政服务', [null, 12, 40]),
  // Nobody young: no finding at all.
  row('gulou', '古楼修缮队', '古建筑修缮', [11, 0, 6]),
]

export const firms: readonly Firm[] = [...withBranch, ...underJointBranch, ...withoutParty]

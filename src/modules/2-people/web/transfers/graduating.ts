/** Names of the classes that leave school: 九（2）班, 初三1班, 高三（4）班, 毕业班. */
const leaving = /九年级|九[（(]|初三|高三|十二年级|大四|毕业/

/** A class of the League whose members leave school this summer, as far as its name tells. */
export const isGraduating = ({ kind, name }: { kind: string; name: string }): boolean =>
  kind === 'league.branch' && leaving.test(name)

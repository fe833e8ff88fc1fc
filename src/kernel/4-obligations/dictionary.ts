import { none, personal, table, type Dictionary } from '#kernel/dictionary.ts'

const head = { purpose: 'organising', retention: 'archive' } as const
const said = (words: string) => none(words, { purpose: 'organising' })

export const dictionary: Dictionary = {
  obligations_subjects: table('组织的情况，据以算出应办的事', head, {
    realm_id: none('管理单元'),
    organisation_id: none('组织'),
    from_on: said('从哪天'),
    to_on: said('到哪天'),
    path: none('路径'),
    name: said('名称'),
    kind: said('种类'),
    line: said('条线'),
    flags: said('临时、设支委会、分党小组等'),
    sector: said('单位性质'),
    region: said('行政区划'),
    members: said('成员数'),
    known_on: said('从哪天起在本系统登记'),
  }),
  obligations_fulfilments: table('办成的事', { ...head, about: ['public', 'person_id'] }, {
    realm_id: none('管理单元'),
    id: none('内部编号'),
    organisation_id: none('组织'),
    path: none('路径'),
    duty: said('哪一件事'),
    period_from: said('哪一期'),
    person_id: personal('对谁办的'),
    occurred_on: said('哪天办的'),
    recorded_at: none('什么时候登记'),
    ref_kind: none('凭什么记录'),
    ref_id: none('记录的编号'),
  }),
  obligations_waivers: table('同意免办', head, {
    realm_id: none('管理单元'),
    id: none('内部编号'),
    public_id: none('公开编号'),
    organisation_id: none('组织'),
    path: none('路径'),
    duty: said('哪一件事'),
    period_from: said('哪一期'),
    reason: said('理由'),
    waived_by: said('哪个职务同意的'),
    waived_on: said('哪天同意的'),
  }),
}

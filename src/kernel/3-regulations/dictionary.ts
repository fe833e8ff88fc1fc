import { none, table, type Dictionary } from '#kernel/dictionary.ts'

const said = (words: string) => none(words, { purpose: 'organising' })

export const dictionary: Dictionary = {
  regulations_settings: table('自定的规定', { purpose: 'organising', retention: 'archive' }, {
    realm_id: none('管理单元'),
    id: none('内部编号'),
    public_id: none('公开编号'),
    organisation_id: said('哪个组织定的'),
    organisation_name: said('它的名称'),
    path: none('路径'),
    rule: said('哪一条规定'),
    value: said('定为多少；空：只是核对'),
    document: said('依据的文件'),
    from_on: said('从哪天'),
    to_on: said('到哪天'),
    set_by: said('哪个职务定的'),
    set_on: said('哪天定的'),
  }),
}

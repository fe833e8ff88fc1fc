import { describe, expect, test } from 'vitest'
import { kindCodes, kindOf } from '#organisations/kinds.ts'
import { headOf, isPost, kindOfPost, postByCode, posts, postsOf } from '#organisations/posts.ts'

describe('posts', () => {
  test('every body has exactly one head, and one person at most is it', () => {
    for (const kind of kindCodes) {
      const heads = postsOf(kind).filter((post) => post.head)
      expect(heads.map((post) => post.code), kind).toHaveLength(1)
      expect(headOf(kind).code).toBe(`${kind}.${kindOf(kind).posts[0]}`)
    }
  })
  test.each([
    ['party.branch.secretary', '党支部书记'], ['party.branch.discipline-member', '党支部纪检委员'],
    ['party.committee.secretary', '党委书记'],
    ['party.committee.organisation-officer', '党委组织干事'], ['party.group.leader', '党小组长'],
    ['party.leading-group.group-member', '党组成员'],
    ['league.branch.organisation-member', '团支部组织委员'], ['league.committee.committee-member', '团委委员'],
    ['union.base.chair', '工会主席'], ['union.base.audit-member', '工会经审委员'], ['union.women-committee.director', '女职工委员会主任'],
    ['pioneers.brigade.counsellor', '大队辅导员'], ['pioneers.brigade.pupil-leader', '大队长'],
    ['pioneers.company.pupil-member', '中队队委'],
    ['women.federation.chair', '妇联主席'], ['women.committee.director', '妇委会主任'], ['system.administrator', '系统管理员'],
  ] as const)('%s is called %s', (code, title) => expect(postByCode(code).title).toBe(title))

  test('no code is given twice', () => expect(new Set(posts.map((post) => post.code)).size).toBe(posts.length))
  test('a pupil never is the head, an adult counsellor is', () => {
    expect(posts.filter((post) => post.pupil && post.head)).toEqual([])
    expect(headOf('pioneers.brigade').adult).toBe(true)
  })
  test('office staff hold no elected post', () => {
    expect(posts.filter((post) => post.office && post.head)).toEqual([])
    expect(postByCode('party.committee.organisation-officer').office).toBe(true)
  })
  test('in a working committee the counsellor serves beside the director', () => {
    expect(headOf('pioneers.working-committee').words).toBe('主任')
    expect(postByCode('pioneers.working-committee.counsellor').head).toBe(false)
  })
  test('the kind is read from the code', () => {
    expect(kindOfPost('party.branch.secretary')).toBe('party.branch')
    expect(kindOfPost('system.administrator')).toBeNull()
    expect(isPost('party.branch.king')).toBe(false)
  })
})

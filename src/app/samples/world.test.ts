import { describe, expect, test } from 'vitest'
import { addYears, ageOn, isDay, type Day } from '#base/day.ts'
import { reservedArea } from '#app/samples/identity.ts'
import type { SampleMembership, SampleOrganisation, SamplePerson } from '#app/samples/sample-world.ts'
import { buildWorld } from '#app/samples/world.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { educations, nations } from '#exchange/values/tables.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'
import { kindOf, lineOf } from '#organisations/kinds.ts'
import { isPost, kindOfPost, postByCode } from '#organisations/posts.ts'
import { mayFound } from '#organisations/rules/founding.ts'
import { mayLink } from '#organisations/rules/links.ts'
import { termDue } from '#organisations/rules/terms.ts'
import { fitsUnitKind } from '#organisations/unit-kinds.ts'
import { mayChangeStatus, mayEnter, mayHoldPost } from '#people/rules.ts'
import { national } from '#regulations/packs/national.ts'

// Also a leap day, the end of a school year and a day some years on: the dates move with the day the world is built.
const days: Day[] = ['2026-11-23', '2028-02-29', '2027-07-31', '2031-01-01']

describe.each(days)('the sample world of %s', (today) => {
  const world = buildWorld(today)
  const { organisations, units, persons, links, accounts } = world
  const bodies = new Map(organisations.map((one) => [one.key, one]))
  const unitKeys = new Set(units.map((unit) => unit.key))
  const memberships = persons.flatMap((person) => person.memberships.map((membership) => ({ person, membership })))

  test('is the same whenever it is built for the same day', () => {
    expect(buildWorld(today)).toEqual(world)
  })

  test('has about 2,000 people, 30 small firms and the bodies of all five lines', () => {
    expect(persons.length).toBeGreaterThan(1800)
    expect(persons.length).toBeLessThan(2200)
    expect(units.filter((unit) => unit.twoNew)).toHaveLength(30)
    const lines = new Set(organisations.map((one) => lineOf(one.kind)))
    expect(lines).toEqual(new Set(['party', 'league', 'union', 'pioneers', 'women']))
    const status = memberships.map(({ membership }) => `${membership.line}.${membership.status}`)
    expect(new Set(status)).toEqual(new Set([
      'party.applicant', 'party.activist', 'party.candidate', 'party.probationary', 'party.full', 'party.suspended',
      'league.member', 'league.retained', 'union.member', 'pioneers.member',
    ]))
  })

  test('every key is unique and every reference leads somewhere', () => {
    for (const list of [organisations, units, persons]) {
      expect(new Set(list.map((one) => one.key)).size).toBe(list.length)
    }
    const named = [
      ...organisations.flatMap((one) => (one.parent === null ? [] : [one.parent])),
      ...links.flatMap((link) => [link.from, link.to]),
      ...units.map((unit) => unit.responsible),
      ...persons.flatMap((person) => [...person.memberships, ...person.posts].map((one) => one.organisation)),
    ]
    expect(named.filter((key) => !bodies.has(key))).toEqual([])
    const places = [...organisations.flatMap((one) => one.units), ...persons.flatMap((one) => one.unit ?? [])]
    expect(places.filter((key) => !unitKeys.has(key))).toEqual([])
    expect(accounts.filter((account) => persons.every((person) => person.key !== account.person))).toEqual([])
  })

  test('every body may be founded where and when it was', () => {
    const refused = organisations.flatMap((one, i) => {
      const parent = one.parent === null ? null : bodies.get(one.parent)!
      if (parent !== null) expect(organisations.indexOf(parent)).toBeLessThan(i)
      const decision = mayFound({
        kind: one.kind, parentKind: parent?.kind ?? null, parentFounded: parent?.founded ?? null, founded: one.founded,
        members: null, unitCount: one.units.length, joint: one.joint, temporary: one.temporary, student: one.student,
      }, national.rules, today)
      return decision.ok ? [] : [{ key: one.key, ...decision }]
    })
    expect(refused).toEqual([])
  })

  test('every link is lawful: the party leads, the League leads the Pioneers, the line above guides', () => {
    const end = (one: SampleOrganisation) => ({ ...one, id: one.key, dissolved: null })
    const refused = links.flatMap((link) => {
      const [from, to] = [bodies.get(link.from)!, bodies.get(link.to)!]
      const decision = mayLink({ kind: link.kind, from: end(from), to: end(to), start: link.since, open: [] }, today)
      return decision.ok ? [] : [{ ...link, ...decision }]
    })
    expect(refused).toEqual([])
    expect(links.filter((link) => link.kind === 'guides').map((link) => link.to)).toContain('bank-party')
  })

  test('every mass organisation below the district has a party organisation that leads it', () => {
    const led = new Set(links.filter((link) => link.kind === 'leads').map((link) => link.to))
    const headless = organisations.filter((one) => !led.has(one.key) && lineOf(one.kind) !== 'party' &&
      (one.parent === null || one.units.some((unit) => !bodies.get(one.parent!)!.units.includes(unit))))
    expect(headless.map((one) => one.key).filter((key) => !key.startsWith('bank-city'))).toEqual([])
  })

  test('terms are as long as the rules say', () => {
    for (const one of organisations) {
      if (one.termStarted === null) continue
      expect(one.termStarted >= one.founded && one.termStarted <= today, one.key).toBe(true)
      const { student, temporary } = one
      const sector = one.village ? 'community' : null
      const due = termDue(one.kind, { student, temporary }, one.termStarted, national.rules, { sector })
      expect(due?.due, one.key).toBe(addYears(one.termStarted, one.termYears!))
    }
  })

  test('units have codes whose check signs are right and kinds that fit their sectors', () => {
    for (const unit of units) {
      expect(unit.code).toMatch(/^(11|12|52|55|91)990000[0-9]{8}[0-9X][0-9A-Y]$/)
      expect(readUnitCode(unit.code)).toEqual({ ok: true, value: unit.code })
      expect(fitsUnitKind(unit.kind, unit.sector), unit.key).toBe(true)
    }
    expect(new Set(units.map((unit) => unit.code)).size).toBe(units.length)
  })

  test('ID numbers are of the reserved area, right in every digit, and nobody shares one', () => {
    for (const person of persons) {
      const { idNumber: number, born, sex } = person
      expect(number.slice(0, 6)).toBe(reservedArea)
      expect(readIdNumber(number, { today })).toEqual({ ok: true, value: { number, born, sex } })
    }
    expect(new Set(persons.map((person) => person.idNumber)).size).toBe(persons.length)
  })

  test('telephone numbers come from the agreed block', () => {
    const phones = persons.flatMap((person) => [person.phone ?? [], person.guardian?.phone ?? []].flat())
    expect(phones.filter((phone) => !/^199000\d{5}$/.test(phone) || !readPhone(phone).ok)).toEqual([])
    expect(new Set(phones).size).toBe(phones.length)
  })

  test('nations and schooling are written in the words of the standards', () => {
    const words: readonly string[] = [...nations, ...educations]
    expect(persons.filter((one) => !words.includes(one.nation) || !words.includes(one.education))).toEqual([])
  })

  test('members stand in bodies that hold members of their line', () => {
    for (const { membership } of memberships) {
      const { kind, temporary } = bodies.get(membership.organisation)!
      const fits = kindOf(kind).holdsMembers && lineOf(kind) === membership.line && !temporary
      expect(fits, membership.organisation).toBe(true)
    }
  })

  test('dates are in order: birth, each step of the way, arrival, today', () => {
    for (const { person, membership } of memberships) {
      const steps = stepsOf(membership).map((step) => step.since)
      expect(steps, person.key).toEqual(steps.toSorted())
      const arrived = membership.arrived
      expect([person.born, ...steps, today].every(isDay), person.key).toBe(true)
      expect(person.born < steps[0]! && steps.at(-1)! <= today, person.key).toBe(true)
      expect(arrived >= bodies.get(membership.organisation)!.founded && arrived <= today, person.key).toBe(true)
    }
  })

  test('nobody joins too young, too old or too fast', () => {
    for (const { person, membership } of memberships) expect(lawful(person, membership, today), person.key).toEqual([])
  })

  test('a person has one membership in a line at most', () => {
    for (const { memberships: own } of persons) expect(new Set(own.map((one) => one.line)).size).toBe(own.length)
  })

  test('whoever is under 14 has a guardian and no telephone, post of an adult or account', () => {
    const minors = persons.filter((person) => ageOn(person.born, today) < 14)
    expect(minors.length).toBe(432)
    expect(minors.filter((person) => person.guardian === null || person.phone !== null)).toEqual([])
    expect(minors.flatMap((person) => person.posts).filter((post) => !postByCode(post.post).pupil)).toEqual([])
    expect(accounts.filter((account) => minors.some((minor) => minor.key === account.person))).toEqual([])
  })

  test('the rules of the people module accept every membership and each of its steps', () => {
    const refused = memberships.flatMap(({ person, membership }) => {
      const [first, ...next] = stepsOf(membership)
      const { kind } = bodies.get(membership.organisation)!
      const { line } = membership
      const entered = mayEnter({ kind, status: first!.status, born: person.born, since: first!.since, region: null }, national.rules)
      const changes = next.map(({ status: to, since: on }, i) => {
        const { status: from, since } = stepsOf(membership)[i]!
        return mayChangeStatus({ line, from, to, since, on, ended: null }, today)
      })
      const wrong = [entered, ...changes].filter((decision) => !decision.ok)
      return wrong.map((decision) => ({ key: person.key, ...decision }))
    })
    expect(refused).toEqual([])
  })

  test('the rules of the people module accept every post', () => {
    const refused = persons.flatMap(({ key, born, posts }) => posts.flatMap(({ organisation, post, since }) => {
      const { kind } = bodies.get(organisation)!
      const decision = mayHoldPost({ post, kind, dissolved: null, held: false, holders: 0, born, on: since }, today)
      return decision.ok ? [] : [{ key, ...decision }]
    }))
    expect(refused).toEqual([])
  })

  test('posts belong to their bodies and no more people hold one than may', () => {
    const held = new Map<string, number>()
    for (const { posts, key, born } of persons) {
      for (const { organisation, post, since, until } of posts) {
        expect(isPost(post) && kindOfPost(post), key).toBe(bodies.get(organisation)!.kind)
        expect(since >= bodies.get(organisation)!.founded && since <= (until ?? today), `${key} ${post}`).toBe(true)
        if (!postByCode(post).pupil && lineOf(bodies.get(organisation)!.kind) === 'party') {
          expect(ageOn(born, since), key).toBeGreaterThanOrEqual(18)
        }
        const seat = `${organisation} ${post}`
        if (until === null) held.set(seat, (held.get(seat) ?? 0) + 1)
        expect(held.get(seat) ?? 0, seat).toBeLessThanOrEqual(postByCode(post).max ?? Infinity)
      }
    }
  })

  test('heads of women\'s bodies are women, and each account holds its post', () => {
    const womens = /^women\.|women-committee|women-member/
    const women = persons.filter((person) => person.posts.some((post) => womens.test(post.post)))
    expect(women.every((person) => person.sex === '女')).toBe(true)
    for (const { person, post } of accounts) {
      const holder = persons.find((one) => one.key === person)!
      if (post !== null) expect(holder.posts).toContainEqual(expect.objectContaining({ ...post, until: null }))
    }
    expect(accounts.filter((account) => account.administrator).map((account) => account.post)).toEqual([null])
  })

  test('names with rare characters, compound surnames and dots are among them', () => {
    const names = persons.map((person) => person.name)
    expect(names).toEqual(expect.arrayContaining(['昝𬭎', '欧阳㐂', '尉迟翀', '古丽米热·艾合麦提', '扎西顿珠']))
    const compound = /^(欧阳|司马|上官|诸葛|尉迟|长孙|夏侯|皇甫|东方|令狐)/
    expect(names.filter((name) => compound.test(name)).length).toBeGreaterThan(10)
  })
})

const stepsOf = ({ history, status, since }: SampleMembership) => [...history, { status, since }]

/** What is against the rules of joining, in words; the two planted over-age members are not among them. */
function lawful(person: SamplePerson, membership: SampleMembership, today: Day): string[] {
  const steps = stepsOf(membership)
  const on = (status: string) => steps.find((step) => step.status === status)?.since
  const first = ageOn(person.born, steps[0]!.since)
  if (membership.line === 'league') return first >= 14 && first < 28 ? [] : [`joined the League at ${first}`]
  const isChild = first >= 6 && ageOn(person.born, today) < 14
  if (membership.line === 'pioneers') return isChild ? [] : [`a Pioneer at ${first}`]
  if (membership.line === 'union') return first >= 16 ? [] : [`a worker at ${first}`]
  const [activist, candidate, probation, full] = [on('activist'), on('candidate'), on('probationary'), on('full')]
  return [
    ...(first >= 18 ? [] : [`applied at ${first}`]),
    ...(candidate === undefined || candidate >= addYears(activist!, 1) ? [] : ['less than a year as activist']),
    ...(full === undefined || full >= addYears(probation!, 1) ? [] : ['less than a year of probation']),
    ...(full === undefined || probation !== undefined ? [] : ['full without probation']),
  ]
}

import { addDays } from '#base/day.ts'
import type { SampleTransfer } from '#people/samples.ts'
import type { SamplePerson, SampleWorld } from '#app/samples/sample-world.ts'

type Planned = Omit<SampleTransfer, 'person' | 'sentOn' | 'settledOn' | 'climbedOn'> & { who: string; daysAgo: number; settled?: number; climbed?: number }

/** One of every kind that an office has on its desk: to receive, waited for, run out of days, come back, by letter, from elsewhere. */
const planned: Planned[] = [
  { who: 'willow-party', from: 'willow-party', to: 'school-party', state: 'sent', reason: 'work', duesUntil: true, daysAgo: 24 },
  { who: 'school-party', from: 'school-party', to: 'willow-party', state: 'sent', reason: 'residence', duesUntil: true, daysAgo: 6 },
  { who: 'lakeside-party', from: 'lakeside-party', to: 'willow-party', state: 'climbed', desk: 'street-party', reason: 'residence', daysAgo: 45, climbed: 14 },
  { who: 'school-party', from: 'school-party', outside: '中共远方市实验中学支部委员会', state: 'sent', reason: 'work', duesUntil: true, daysAgo: 40 },
  { who: 'school-party', from: 'school-party', to: 'party-office', state: 'returned', reason: 'work', daysAgo: 20, settled: 12, back: 'dues-unclear' },
  { who: 'lakeside-party', from: 'lakeside-party', to: 'street-party-office', state: 'withdrawn', reason: 'adjustment', daysAgo: 60, settled: 55 },
  { who: 'school-party', from: null, outside: '中共云江市第三中学支部委员会', to: 'school-party', state: 'received', reason: 'work', duesUntil: true, daysAgo: 0, settled: 0 },
]

/** Ordinary full members without posts, nobody twice. */
export function transfersOf(world: SampleWorld): SampleTransfer[] {
  const taken = new Set<SamplePerson>()
  return planned.map(({ who, daysAgo, settled, climbed, ...rest }) => {
    const person = world.persons.find((one) => !taken.has(one) && one.posts.length === 0 && one.lost === null && one.floating === null
      && one.memberships.some((held) => held.organisation === who && held.status === 'full' && held.arrived < addDays(world.today, -90)))
    if (!person) throw new Error(`nobody of ${who} can be transferred`)
    taken.add(person)
    const arrived = person.memberships.find((held) => held.organisation === who)!.arrived
    const ago = (days: number | undefined) => (days === undefined ? null : addDays(world.today, -days))
    const isArrival = rest.from === null
    return { ...rest, person: person.key, sentOn: isArrival ? arrived : ago(daysAgo)!, settledOn: isArrival ? arrived : ago(settled), climbedOn: ago(climbed) }
  })
}

/** Everybody of whom the roster says that they live elsewhere; the first goes in and out of a branch of the district. */
export function staysOf(world: SampleWorld): { person: string; from: string; to?: string; outside: string; since: string }[] {
  const away = world.persons.flatMap((person) => {
    const held = person.memberships.find((one) => one.line === 'party')
    return person.floating && held ? [{ person: person.key, from: held.organisation, outside: person.floating.to, since: person.floating.since }] : []
  })
  const first = away.findIndex((one) => one.from !== 'willow-party')
  return away.map((one, at) => (at === first ? { ...one, to: 'willow-party' } : one))
}

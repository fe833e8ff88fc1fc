import { Button } from 'antd'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#org-life/contract.ts'
import { words } from '#org-life/web/private/words.ts'
import { words as life } from '#org-life/web/words.ts'
import { today } from '#base/web/today.ts'

/** The own branch and the year asked for; null where the post acted as is not its secretary. */
export function useOwnYear(): { organisation: string | null; year: number; go: (year: number) => void } {
  const [filters, change] = useFilters()
  const { seat, may } = useSeat()
  const asked = Number(filters['year'])
  const year = Number.isInteger(asked) && asked > 1999 && asked < 2101 ? asked : Number(today().slice(0, 4))
  return { organisation: seat && may(permissions.private) ? seat.organisation : null, year, go: (next) => change({ year: String(next) }) }
}

export const YearNav = ({ year, go }: { year: number; go: (year: number) => void }) => (
  <span className="month-nav no-print">
    <Button aria-label={words.previous} onClick={() => go(year - 1)}>‹</Button>
    <strong>{words.year(year)}</strong>
    <Button aria-label={words.next} onClick={() => go(year + 1)}>›</Button>
  </span>
)

export const NotOwn = ({ title }: { title: string }) => (
  <Page title={title} trail={[{ title: life.orgLife, to: '/org-life' }]}><Section flush><Empty title={words.notOwn} hint={words.notOwnHint} /></Section></Page>
)

import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { read } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { permissions } from '#dues/contract.ts'
import { monthIn } from '#dues/web/MonthSwitch.tsx'
import { MonthPage } from '#dues/web/MonthPage.tsx'
import { OverviewPage } from '#dues/web/OverviewPage.tsx'
import { words } from '#dues/web/words.ts'
import '#dues/web/dues.css'

/** The branch's month for whoever collects there, sums by branch for whoever stands above. */
export function DuesPage() {
  const [filters, change] = useFilters()
  const { seat, may } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const month = monthIn(filters['month'])
  const query = useCall(read, { id: organisation }, { enabled: organisation !== '' })
  const on = { organisation, month, onMonth: (next: string) => change({ month: next }) }
  if (organisation === '') return <Page title={words.dues}><Section flush><Empty title={words.noPost} hint={words.noPostHint} /></Section></Page>
  if (!query.data) return <Page title={words.dues}><Waiting query={query}>{() => null}</Waiting></Page>
  const collects = isKind(query.data.kind) && kindOf(query.data.kind).holdsMembers && may(permissions.amounts)
  return collects && filters['by'] !== 'body' ? <MonthPage {...on} /> : <OverviewPage {...on} />
}

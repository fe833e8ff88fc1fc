import { Button, Select } from 'antd'
import { useCall, useFileAct } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { PaperSheet } from '#base/web/kit/PaperSheet.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { today } from '#base/web/today.ts'
import { useSeat } from '#access/web/seat.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { bookFile, bookPaper } from '#org-life/print/contract.ts'
import { Forms } from '#org-life/web/print/Forms.tsx'
import { words } from '#org-life/web/print/words.ts'

const forms = { book: words.book, facts: words.facts }
const isBranch = ({ kind }: { kind: string }) => kind === 'party.branch' || kind === 'league.branch'

const thisYear = (): string => today().slice(0, 4)

/** This year and the last: whole, by quarter, by month. */
function periods(): { value: string; label: string }[] {
  const now = thisYear()
  return [0, 1].flatMap((back) => {
    const year = String(Number(now) - back)
    const months = Array.from({ length: 12 }, (_, no) => `${year}-${String(no + 1).padStart(2, '0')}`)
    return [
      { value: year, label: words.year(year) },
      ...[1, 2, 3, 4].map((no) => ({ value: `${year}Q${no}`, label: words.quarter(year, no) })),
      ...months.map((month) => ({ value: month.replace('-', ''), label: words.month(month) })),
    ]
  })
}

/** The handbook of a branch, or the facts for its secretary's account, of a year, a quarter or a month. */
export function BookPaper() {
  const [filters, change] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const period = filters['period'] ?? thisYear()
  const form = filters['form'] === 'facts' ? 'facts' : 'book'
  const query = useCall(bookPaper, { organisation, period, form }, { enabled: organisation !== '' })
  const file = useFileAct(bookFile)
  if (organisation === '') return <Page title={words.book}><Section flush><Empty title={words.noPost} hint={words.noPostHint} /></Section></Page>
  return (
    <Page
      title={forms[form]} subtitle={words.printHint} trail={[{ title: words.orgLife, to: `/org-life?organisation=${organisation}` }]}
      actions={<>
        <Button type="primary" onClick={() => print()}>{words.print}</Button>
        <Button loading={file.isPending} onClick={() => file.mutate({ organisation, period, form })}>{words.word}</Button>
      </>}
    >
      <Forms of={forms} chosen={form} onChange={(next) => change({ form: next })} />
      <Section flush>
        <div className="list-filters no-print">
          <Select className="paper-period" aria-label={words.period} value={period} options={periods()} onChange={(next) => change({ period: next })} />
          <OrganisationPicker label={words.scope} value={organisation} onChange={(id) => change({ organisation: id })} allow={isBranch} />
        </div>
      </Section>
      <ErrorNote error={file.error} />
      <Waiting query={query}>{(paper) => <PaperSheet paper={paper} />}</Waiting>
    </Page>
  )
}

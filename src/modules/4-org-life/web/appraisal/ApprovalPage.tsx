import { Button } from 'antd'
import { useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import { approveAppraisal, submitted, type SubmittedView } from '#org-life/appraisal/contract.ts'
import { words } from '#org-life/web/appraisal/words.ts'

type Row = SubmittedView['rows'][number]
const columns: Column<Row>[] = [
  { key: 'name', title: words.name, lead: true, render: ({ name }) => name },
  { key: 'status', title: words.status, render: ({ statusWords }) => statusWords },
  { key: 'grade', title: words.gradeShort, nowrap: true, render: ({ gradeWords }) => gradeWords },
  { key: 'remark', title: words.remark, wide: true, render: ({ remark }) => remark },
]

function Submitted({ found }: { found: SubmittedView }) {
  const [asked, setAsked] = useState<'approve' | 'return' | null>(null)
  const act = useAct(approveAppraisal)
  const of = { organisation: found.organisation.id, year: String(found.year) }
  const end = () => setAsked(null)
  return (
    <Section
      title={`${found.organisation.name}　${words.year(found.year)}`} flush
      actions={found.may.includes('approve') && <><Button onClick={() => setAsked('return')}>{words.sendBack}</Button><Button type="primary" onClick={() => setAsked('approve')}>{words.approve}</Button></>}
    >
      <div className="section-body">
        <span className="row"><Tag>{found.stateWords}</Tag>{[found.heldOn, words.took(found.took, found.expected), found.decidedWords, found.approvalWords].filter(Boolean).join('；')}</span>
        {found.ceiling && <span className="row">{words.ceiling(found.ceiling.most)}<Why about={words.gradeShort} reason={found.ceiling.why} /></span>}
      </div>
      <DataTable caption={words.approval} rows={found.rows} rowKey={({ name }) => name} columns={columns} />
      <Confirm open={asked === 'approve'} title={words.approve} verb={words.approve} onClose={end} onConfirm={() => act.mutateAsync({ ...of, approve: true })} />
      <Confirm
        open={asked === 'return'} title={words.sendBack} verb={words.sendBack} reason={words.sendBackReason} onClose={end}
        onConfirm={(reason) => act.mutateAsync({ ...of, approve: false, reason })}
      />
    </Section>
  )
}

/** The League superior's desk for one branch's appraisal. */
export function ApprovalPage() {
  const [filters] = useFilters()
  const found = useCall(submitted, { organisation: filters['organisation'] ?? '', year: filters['year'] ?? '' })
  return (
    <Page title={words.approval} subtitle={words.approvalHint} trail={[]}>
      <Waiting query={found}>{(data) => <Submitted found={data} />}</Waiting>
    </Page>
  )
}

import { Button } from 'antd'
import { useCall, useFileAct } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { PaperSheet } from '#base/web/kit/PaperSheet.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress, useFilters } from '#base/web/route.ts'
import { meetingFile, meetingPaper } from '#org-life/print/contract.ts'
import { Forms } from '#org-life/web/print/Forms.tsx'
import { words } from '#org-life/web/print/words.ts'

const forms = { record: words.record, 'sign-in': words.signIn }

/** One meeting on paper: its record, or the sheet to sign. Not held yet, both are forms to fill in by hand. */
export function MeetingPaper() {
  const { id = '' } = useAddress()
  const [filters, change] = useFilters()
  const form = filters['form'] === 'sign-in' ? 'sign-in' : 'record'
  const query = useCall(meetingPaper, { id, form })
  const file = useFileAct(meetingFile)
  return (
    <Page
      title={forms[form]} subtitle={words.printHint}
      trail={[{ title: words.orgLife, to: '/org-life' }, { title: words.back, to: `/org-life/meetings/${id}` }]}
      actions={<>
        <Button type="primary" onClick={() => print()}>{words.print}</Button>
        <Button loading={file.isPending} onClick={() => file.mutate({ id, form })}>{words.word}</Button>
      </>}
    >
      <Forms of={forms} chosen={form} onChange={(next) => change({ form: next })} />
      <ErrorNote error={file.error} />
      <Waiting query={query}>{(paper) => <PaperSheet paper={paper} />}</Waiting>
    </Page>
  )
}

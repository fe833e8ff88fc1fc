import { Button } from 'antd'
import { useCall, useFileAct } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { PaperSheet } from '#base/web/kit/PaperSheet.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { appraisalFile, appraisalPaper } from '#org-life/print/contract.ts'
import { NotOwn, useOwnYear } from '#org-life/web/private/YearNav.tsx'
import { words } from '#org-life/web/print/words.ts'

/** 评议汇总表 of the own branch; before the appraisal, the sheet to count by hand on. */
export function AppraisalPaper() {
  const { organisation, year } = useOwnYear()
  const query = useCall(appraisalPaper, { organisation: organisation ?? '', year: String(year) }, { enabled: organisation !== null })
  const file = useFileAct(appraisalFile)
  if (organisation === null) return <NotOwn title={words.appraisal} />
  return (
    <Page
      title={words.appraisal} subtitle={words.printHint}
      trail={[{ title: words.orgLife, to: '/org-life' }, { title: words.backToAppraisal, to: `/org-life/appraisal?year=${year}` }]}
      actions={<>
        <Button type="primary" onClick={() => print()}>{words.print}</Button>
        <Button loading={file.isPending} onClick={() => file.mutate({ organisation, year: String(year) })}>{words.word}</Button>
      </>}
    >
      <ErrorNote error={file.error} />
      <Waiting query={query}>{(paper) => <PaperSheet paper={paper} />}</Waiting>
    </Page>
  )
}

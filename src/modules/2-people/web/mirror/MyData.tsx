import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { myData, type MirrorView } from '#people/mirror/contract.ts'
import { AskForm } from '#people/web/mirror/AskForm.tsx'
import { Held, type Revealed } from '#people/web/mirror/Held.tsx'
import { Looks } from '#people/web/mirror/Looks.tsx'
import { Requests } from '#people/web/mirror/Requests.tsx'
import { CopyForm, RevealForm } from '#people/web/mirror/secrets.tsx'
import { SeenBy } from '#people/web/mirror/SeenBy.tsx'
import { words } from '#people/web/mirror/words.ts'
import { words as people } from '#people/web/words.ts'
import '#people/web/people.css'
import '#people/web/mirror/mirror.css'

type Dialog = 'ask' | 'reveal' | 'copy' | null
const trail = [{ title: people.meTitle, to: '/me' }]

function Mine({ mirror }: { mirror: MirrorView }) {
  const [filters, setFilters] = useFilters()
  const [open, setOpen] = useState<Dialog>(filters['ask'] ? 'ask' : null)
  const [revealed, setRevealed] = useState<Revealed>(null)
  const close = () => {
    setOpen(null)
    if (filters['ask']) setFilters({ ask: undefined })
  }
  const acts = (
    <>
      <Button type="primary" onClick={() => setOpen('ask')}>{words.ask}</Button>
      <Button onClick={() => (revealed ? setRevealed(null) : setOpen('reveal'))}>{revealed ? words.hide : words.reveal}</Button>
      <Button onClick={() => setOpen('copy')}>{words.copy}</Button>
      <Button onClick={() => print()}>{words.print}</Button>
    </>
  )
  return (
    <Page title={words.title} subtitle={<><strong>{mirror.name}</strong>　{words.subtitle}</>} trail={trail} actions={acts}>
      <Requests />
      <div className="columns mirror">
        <Held mirror={mirror} revealed={revealed} />
        <SeenBy />
      </div>
      <Looks />
      <p className="quiet mirror-foot">{words.looksRule}</p>
      <FormDialog open={open === 'ask'} title={words.ask} wide onClose={close}><AskForm mirror={mirror} onClose={close} /></FormDialog>
      <FormDialog open={open === 'reveal'} title={words.reveal} onClose={close}>
        <RevealForm onDone={setRevealed} onClose={close} />
      </FormDialog>
      <FormDialog open={open === 'copy'} title={words.copy} onClose={close}><CopyForm onClose={close} /></FormDialog>
    </Page>
  )
}

/** The member's mirror: what is held about oneself, who can see it and why, who did. */
export function MyData() {
  const query = useCall(myData, {})
  if (query.data?.mirror) return <Mine mirror={query.data.mirror} />
  return (
    <Page title={words.title} trail={trail}>
      <Section flush><Waiting query={query}>{() => <Empty title={words.none} hint={words.noneHint} />}</Waiting></Section>
    </Page>
  )
}

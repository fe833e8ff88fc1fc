import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { words } from '#coverage/web/words.ts'

/** An account without a post has no organisation to look from. */
export function NoPost({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Section flush><Empty title={words.noPost} hint={words.noPostHint} /></Section>
    </Page>
  )
}

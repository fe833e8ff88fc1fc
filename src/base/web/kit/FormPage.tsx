import type { ReactNode } from 'react'
import { Page, type Crumb } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'

interface Props {
  title: string
  subtitle?: ReactNode
  trail?: Crumb[]
  /** an ActForm */
  children: ReactNode
}

/** The page that is one form. */
export function FormPage({ title, subtitle, trail, children }: Props) {
  return (
    <Page narrow title={title} subtitle={subtitle} trail={trail}>
      <Section>{children}</Section>
    </Page>
  )
}

import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { words } from '../words.ts'
import { help } from './help-words.ts'

/** How to find one's way: short answers, the keyboard, whom to ask. */
export function Help() {
  return (
    <Page narrow title={words.help} subtitle={help.intro}>
      {help.chapters.map((chapter) => (
        <Section key={chapter.title} title={chapter.title}>
          <dl className="answers">
            {chapter.answers.map(([question, answer]) => <div key={question}><dt>{question}</dt><dd>{answer}</dd></div>)}
          </dl>
        </Section>
      ))}
      <Section title={help.keysTitle}>
        <DetailList details={help.keys.map(([key, meaning]) => ({ label: key, value: meaning }))} />
      </Section>
    </Page>
  )
}

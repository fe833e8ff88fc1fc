import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { looks } from '#people/contract.ts'
import { words } from '#people/web/mirror/words.ts'

type Look = OutputOf<typeof looks>['looks'][number]

/** Who opened, unmasked, exported or printed what is held about oneself. */
export function Looks() {
  const query = useCall(looks, {})
  return (
    <Section title={words.looks} note={words.looksNote} flush>
      <Waiting query={query}>
        {(data) => data.looks.length === 0 ? <p className="section-quiet">{words.noLooks}</p> : (
          <DataTable<Look>
            caption={words.looks} rows={data.looks} rowKey={(look) => look.at + look.doer + look.words}
            columns={[
              { key: 'what', title: words.what, lead: true, render: (look) => look.words },
              { key: 'who', title: words.who, wide: true, render: (look) => look.doer },
              { key: 'when', title: words.when, nowrap: true, render: (look) => momentOf(look.at) },
            ]}
          />
        )}
      </Waiting>
    </Section>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { endMySession, mySessions } from '#access/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { call } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { forgetDrafts } from '#base/web/draft.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { words } from '../words.ts'

type Row = OutputOf<typeof mySessions>['sessions'][number]

/** 用户代理的一长串说成人话 */
export function deviceOf(agent: string): string {
  const system = /Windows/.test(agent) ? 'Windows' : /iPhone|iPad/.test(agent) ? '苹果手机或平板' : /Android/.test(agent) ? '安卓手机或平板'
    : /HarmonyOS|OpenHarmony/.test(agent) ? '鸿蒙设备' : /Mac OS/.test(agent) ? '苹果电脑' : /Linux/.test(agent) ? 'Linux 电脑' : '其他设备'
  const browser = /MicroMessenger/.test(agent) ? '微信' : /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox'
    : /Chrome\//.test(agent) ? 'Chrome 类浏览器' : /Safari\//.test(agent) ? 'Safari' : '浏览器'
  return `${system}，${browser}`
}

/** Where one's account is signed in, and the way to end it there. */
export function Devices() {
  const sessions = useCall(mySessions, {})
  const queries = useQueryClient()
  const [cleared, setCleared] = useState(false)
  const [ending, setEnding] = useState<Row | null>(null)
  const end = async () => {
    if (ending) await call(endMySession, { id: ending.id })
    await queries.invalidateQueries({ queryKey: [mySessions.name] })
  }
  return (
    <Page title={words.sessions} subtitle={words.sessionsHint}>
      <Section flush>
        <Waiting query={sessions}>
          {(data) => (
            <DataTable<Row>
              caption={words.sessions} rows={data.sessions} rowKey={(row) => row.id}
              columns={[
                { key: 'device', title: words.device, lead: true, render: (row) => <>{deviceOf(row.agent)} {row.here && <Tag kind="good">{words.here}</Tag>}</> },
                { key: 'address', title: words.address, render: (row) => row.address },
                { key: 'since', title: words.since, nowrap: true, render: (row) => momentOf(row.since) },
                { key: 'seen', title: words.seen, nowrap: true, render: (row) => momentOf(row.seen) },
                { key: 'end', title: words.ends, nowrap: true, render: (row) => momentOf(row.ends) },
                { key: 'act', title: '', align: 'right', render: (row) => !row.here && <Button size="small" onClick={() => setEnding(row)}>{words.end}</Button> },
              ]}
            />
          )}
        </Waiting>
      </Section>
      <Section title={words.drafts}>
        <p>{words.draftsHint}</p>
        <p className="row"><Button disabled={cleared} onClick={() => { forgetDrafts(); setCleared(true) }}>{cleared ? words.draftsGone : words.draftsForget}</Button></p>
      </Section>
      <Confirm open={ending !== null} title={words.endTitle} verb={words.end} onClose={() => setEnding(null)} onConfirm={end}>
        <p>{ending && deviceOf(ending.agent)}</p>
        <p>{words.endHint}</p>
      </Confirm>
    </Page>
  )
}

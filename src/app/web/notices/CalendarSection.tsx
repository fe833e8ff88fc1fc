import { Button } from 'antd'
import { useState } from 'react'
import { dropCalendar, makeCalendar } from '#notices/calendar/contract.ts'
import type { SettingsView } from '#notices/settings/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { words } from './words.ts'

/** The address, shown once. */
function Address({ address }: { address: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard?.writeText(address).then(() => setCopied(true))
  return (
    <Note kind="warn" action={<Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}>
      <p className="secret-address">{address}</p>
      <p>{words.calendarSecret}</p>
    </Note>
  )
}

export function CalendarSection({ settings }: { settings: SettingsView }) {
  const [address, setAddress] = useState<string | null>(null)
  const [asking, setAsking] = useState<'renew' | 'drop' | null>(null)
  const make = useAct(makeCalendar)
  const drop = useAct(dropCalendar)
  const { calendar, calendarShows } = settings
  const renew = async () => setAddress((await make.mutateAsync({})).address)
  const stop = async () => {
    await drop.mutateAsync({})
    setAddress(null)
  }
  const actions = calendar ? (
    <>
      <Button size="small" onClick={() => setAsking('renew')}>{words.calendarRenew}</Button>
      <Button size="small" onClick={() => setAsking('drop')}>{words.calendarDrop}</Button>
    </>
  ) : <Button size="small" loading={make.isPending} onClick={() => void renew().catch(() => undefined)}>{words.calendarMake}</Button>
  const isRenewal = asking === 'renew'
  return (
    <Section title={words.calendar} actions={actions}>
      {calendar
        ? (
          <p>
            <Tag kind="good">{words.calendarSince(momentOf(calendar.since))}</Tag>{' '}
            <span className="quiet">{calendar.read ? words.calendarRead(momentOf(calendar.read)) : words.calendarNever}</span>
          </p>
        )
        : <p><Tag>{words.calendarOff}</Tag></p>}
      <ErrorNote error={make.error} />
      {address && calendar && <Address address={address} />}
      <p className="quiet notice-hint">{words.calendarHint}</p>
      <p className="quiet notice-hint">{words.calendarShows}：{calendarShows.join('；')}。</p>
      <Confirm
        open={asking !== null} title={isRenewal ? words.calendarRenew : words.calendarDrop} verb={isRenewal ? words.calendarRenew : words.calendarDrop}
        danger onClose={() => setAsking(null)} onConfirm={isRenewal ? renew : stop}
      >
        <p>{isRenewal ? words.calendarRenewHint : words.calendarDropHint}</p>
      </Confirm>
    </Section>
  )
}

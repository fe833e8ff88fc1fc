import { Button } from 'antd'
import { useState } from 'react'
import { isHigher, profiles, type Profile } from '#access/profile-guards.ts'
import { profileWords } from '#access/words.ts'
import { permissions, setProfile, type AdministrationView } from '#app/administration/contract.ts'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { useSession } from '../session.tsx'
import { words } from './words.ts'

type Row = (typeof words.guardRows)[number]

interface StepProps {
  profile: Profile
  view: AdministrationView
  /** what is missing is listed once: every higher profile needs the same people */
  nearest?: boolean
  change: (profile: Profile) => void
}

/** One other profile: what stands against it, or the button. */
function Step({ profile, view, nearest, change }: StepProps) {
  const { may } = useSession()
  const higher = isHigher(profile, view.profile)
  const lacks = higher ? (view.lacks[profile] ?? []) : []
  return (
    <li className="step">
      <div className="grow">
        <strong>{profileWords[profile]}</strong> <span className="quiet">{words.fits[profile]}</span>
        {lacks.length > 0 && (nearest
          ? <ul className="lacks">{lacks.map((lack) => <li key={lack}>{lack}</li>)}</ul>
          : <p className="quiet">{words.sameLacks}</p>)}
        {higher && lacks.length === 0 && <p className="quiet">{words.ready}{!may(permissions.profile) && words.bySecurity}</p>}
      </div>
      {may(permissions.profile) && lacks.length === 0 && (
        <Button onClick={() => change(profile)}>
          {higher ? words.raise : words.lower}<span className="unseen">：{profileWords[profile]}</span>
        </Button>
      )}
    </li>
  )
}

/** Which guards are on and off, and why, and how to have more of them. */
export function Guards({ view }: { view: AdministrationView }) {
  const [wished, setWished] = useState<Profile | null>(null)
  const set = useAct(setProfile)
  const higher = profiles.filter((profile) => isHigher(profile, view.profile))
  const lower = profiles.filter((profile) => isHigher(view.profile, profile))
  return (
    <Section title={words.guards} note={words.scale(profileWords[view.profile])} flush>
      <DataTable<Row>
        caption={words.guards} rows={[...words.guardRows]} rowKey={(row) => row.key}
        columns={[
          { key: 'name', title: words.guard, lead: true, nowrap: true, render: (row) => row.name },
          {
            key: 'state', title: words.state, nowrap: true,
            render: (row) => (row.on(view.guards) ? <Tag kind="good">{words.on}</Tag> : <Tag kind="warn">{words.off}</Tag>),
          },
          { key: 'why', title: words.why, wide: true, render: (row) => row.why(row.on(view.guards), view.guards) },
        ]}
      />
      {higher.length > 0 && (
        <div className="profile-steps">
          <h3>{words.raiseTitle}</h3>
          <ul>{higher.map((profile, no) => <Step key={profile} profile={profile} view={view} nearest={no === 0} change={setWished} />)}</ul>
        </div>
      )}
      {lower.length > 0 && (
        <div className="profile-steps">
          <h3>{words.lowerTitle}</h3>
          <p className="quiet">{words.lowerHint}</p>
          <ul>{lower.map((profile) => <Step key={profile} profile={profile} view={view} change={setWished} />)}</ul>
        </div>
      )}
      <Confirm
        open={wished !== null} title={wished ? `${isHigher(wished, view.profile) ? words.raise : words.lower}：${profileWords[wished]}` : ''}
        verb={words.agree} reason={words.reason} danger={wished !== null && !isHigher(wished, view.profile)}
        onClose={() => setWished(null)} onConfirm={(reason) => set.mutateAsync({ profile: wished!, reason })}
      />
    </Section>
  )
}

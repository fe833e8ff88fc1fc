import { Link } from '@tanstack/react-router'
import { installation } from '#app/administration/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { momentOf } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { words } from './words.ts'

/** Versions, size and the last backup. */
export function Installation() {
  const state = useCall(installation, {})
  return (
    <Section title={words.installation}>
      <Waiting query={state}>
        {({ version, postgres, bytes, accounts, sessions, realms, backup }) => (
          <DetailList
            details={[
              { label: words.version, value: version },
              { label: words.postgres, value: `PostgreSQL ${postgres}` },
              { label: words.size, value: words.megabytes(bytes) },
              { label: words.backup, wide: backup === null, value: backup ? words.backupOf(momentOf(backup.at), words.megabytes(backup.bytes)) : words.noBackup },
              { label: words.accounts, value: <Link to="/administration/accounts">{words.accountsOpen(accounts, sessions)}</Link> },
              { label: words.realms, wide: true, value: realms.map((realm) => realm.name).join('、') },
            ]}
          />
        )}
      </Waiting>
    </Section>
  )
}

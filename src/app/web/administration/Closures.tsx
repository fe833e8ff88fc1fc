import { Button } from 'antd'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { closeAccount, lockedAccounts, unlockAccount } from '#app/administration/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { words } from './words.ts'

/** The security administrator's hand on accounts: unlocked after too many guesses, closed when taken over. */
export function Closures() {
  const locked = useCall(lockedAccounts, {}, { every: 60_000 })
  const unlock = useAct(unlockAccount)
  const [chosen, setChosen] = useState<string | null>(null)
  const [closing, setClosing] = useState(false)
  const [closed, setClosed] = useState(false)
  return (
    <Section
      title={words.closures}
      actions={<Button danger onClick={() => setClosing(true)}>{words.close}</Button>}
    >
      {closed && <Note kind="good">{words.closed}</Note>}
      <Waiting query={locked}>
        {({ logins }) => logins.length === 0
          ? <p className="quiet">{words.noneLocked}</p>
          : (
            <>
              <p>{words.locked(logins.length)}</p>
              <ul className="row">
                {logins.map((login) => <li key={login}><Button size="small" onClick={() => setChosen(login)}>{words.unlock}：{login}</Button></li>)}
              </ul>
            </>
          )}
      </Waiting>
      <p className="section-foot"><Link to="/administration/audit-reads">{words.oversee}</Link></p>
      <Confirm
        open={chosen !== null} title={`${words.unlock}：${chosen ?? ''}`} verb={words.unlock} reason={words.reason}
        onClose={() => setChosen(null)} onConfirm={(reason) => unlock.mutateAsync({ login: chosen!, reason })}
      />
      <FormDialog open={closing} title={words.close} onClose={() => setClosing(false)}>
        <ActForm
          endpoint={closeAccount} submit={words.closeSubmit} danger intro={<p className="quiet">{words.closuresHint}</p>} onCancel={() => setClosing(false)}
          fields={[
            { name: 'login', label: words.login, kind: 'line', maxLength: 60 },
            { name: 'reason', label: words.reason, kind: 'line', maxLength: 200 },
          ]}
          onDone={() => {
            setClosing(false)
            setClosed(true)
          }}
        />
      </FormDialog>
    </Section>
  )
}

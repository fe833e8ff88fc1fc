import { useQueryClient } from '@tanstack/react-query'
import { passkeyToAdd } from '#access/factors/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { deviceOf } from '../pages/device-words.ts'
import { canUsePasskeys, makePasskey, passkeyFault } from './passkey.ts'
import { currentField } from './Removal.tsx'
import { words } from './words.ts'

const nameField: FieldSpec = { name: 'name', label: words.passkeyName, kind: 'line', help: words.passkeyNameHelp, maxLength: 40 }

interface Props {
  /** signed in a moment ago: the password need not be typed again */
  fresh: boolean
  onDone: (recovery: string[] | null) => void
}

/** A name, then the browser's own question. The name goes along with its answer. */
export function PasskeySetup({ fresh, onDone }: Props) {
  const queries = useQueryClient()
  if (!canUsePasskeys()) return <Note>{words.passkeyUnable}</Note>
  const make = async (options: unknown, name: string) => {
    const { recovery } = await makePasskey(options, name).catch((error: unknown) => {
      throw passkeyFault(error)
    })
    onDone(recovery)
    await queries.invalidateQueries()
  }
  return (
    <ActForm
      endpoint={passkeyToAdd} noAct fields={fresh ? [nameField] : [nameField, currentField]} submit={words.passkeyMake}
      initial={{ name: deviceOf(navigator.userAgent) }} send={({ name: _, ...values }) => values}
      onDone={({ options }, values) => make(options, String(values['name']))}
    />
  )
}

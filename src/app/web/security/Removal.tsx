import type { AnyEndpoint, InputOf } from '#base/contract.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { words } from './words.ts'

export const currentField: FieldSpec = {
  name: 'current', label: words.current, kind: 'secret', help: words.currentHelp, maxLength: 128, autoComplete: 'current-password',
}

interface Props<E extends AnyEndpoint> {
  open: boolean
  title: string
  hint: string
  verb: string
  endpoint: E
  fixed?: Partial<InputOf<E>>
  onClose: () => void
}

/** Takes a way into the account away: asks for the password again. */
export function Removal<E extends AnyEndpoint>({ open, title, hint, verb, endpoint, fixed, onClose }: Props<E>) {
  return (
    <FormDialog open={open} title={title} onClose={onClose}>
      <ActForm
        endpoint={endpoint} fields={[currentField]} fixed={fixed} submit={verb} danger intro={<p>{hint}</p>} onCancel={onClose}
        onDone={onClose}
      />
    </FormDialog>
  )
}

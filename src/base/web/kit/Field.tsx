import { useId, type ReactNode } from 'react'
import { words } from '#base/web/words.ts'

/** What a control must carry so that its label, help and error belong to it. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface Props {
  label: string
  help?: ReactNode
  error?: string
  optional?: boolean
  /** several controls under one label (radio buttons): a fieldset with a legend */
  group?: boolean
  children: (control: ControlProps) => ReactNode
}

/** Label, control, help and error, tied together. */
export function Field({ label, help, error, optional, group, children }: Props) {
  const id = useId()
  const helpId = `${id}-help`
  const errorId = `${id}-error`
  const describedBy = [error && errorId, help && helpId].filter(Boolean).join(' ') || undefined
  const name = <>{label}{optional && <span className="field-optional">{words.optional}</span>}</>
  const Box = group ? 'fieldset' : 'div'
  return (
    <Box className="field" aria-describedby={group ? describedBy : undefined}>
      {group ? <legend>{name}</legend> : <label htmlFor={id}>{name}</label>}
      {children({
        id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined,
        'aria-required': optional ? undefined : true,
      })}
      {error && <span id={errorId} className="field-error">{error}</span>}
      {help && <span id={helpId} className="field-help">{help}</span>}
    </Box>
  )
}

import { words } from '#org-life/web/print/words.ts'

interface Props<F extends string> {
  of: Record<F, string>
  chosen: F
  onChange: (form: F) => void
}

/** Which of the forms made of one record is shown. */
export function Forms<F extends string>({ of, chosen, onChange }: Props<F>) {
  return (
    <div className="paper-forms no-print" role="group" aria-label={words.form}>
      {(Object.entries(of) as [F, string][]).map(([form, name]) => (
        <button key={form} type="button" aria-pressed={form === chosen} onClick={() => onChange(form)}>{name}</button>
      ))}
    </div>
  )
}

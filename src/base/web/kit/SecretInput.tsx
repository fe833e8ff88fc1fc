import { Input } from 'antd'
import { useState, type ComponentProps } from 'react'
import { words } from '#base/web/words.ts'

/** A password that can be shown while typing, by a button large enough to hit. */
export function SecretInput(props: ComponentProps<typeof Input>) {
  const [shown, setShown] = useState(false)
  const show = (
    <button
      type="button" className="secret-show" aria-pressed={shown} aria-label={words.showSecret} onClick={() => setShown(!shown)}
    >
      {words.show}
    </button>
  )
  return <Input {...props} type={shown ? 'text' : 'password'} suffix={show} />
}

import { Fragment } from 'react'
import { words } from '../words.ts'

/** Which keys do what in the sheet. */
export function Keys() {
  return (
    <details className="keys">
      <summary>{words.keysTitle}</summary>
      <dl>
        {words.keys.map(([key, what]) => (
          <Fragment key={key}>
            <dt>{key}</dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  )
}

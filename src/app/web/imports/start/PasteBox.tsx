import { Button, Input } from 'antd'
import { useState } from 'react'
import { Field } from '#base/web/kit/Field.tsx'
import { words } from '../words.ts'
import { sizeOfPaste } from './pasted.ts'

/** Takes what was copied in a spreadsheet. */
export function PasteBox({
  disabled,
  busy,
  onText,
}: {
  disabled: boolean
  busy: boolean
  onText: (text: string) => void
}) {
  const [text, setText] = useState('')
  const size = sizeOfPaste(text)
  const help =
    size.rows === 0 ? words.pasteHelp : size.columns < 2 ? words.pasteOne : words.pasted(size.rows, size.columns)
  return (
    <Field label={words.paste} help={help}>
      {(control) => (
        <>
          <Input.TextArea
            {...control}
            aria-required={undefined}
            className="paste"
            rows={5}
            value={text}
            wrap="off"
            onChange={(event) => setText(event.target.value)}
          />
          {size.rows > 0 && (
            <div className="row">
              <Button type="primary" loading={busy} disabled={disabled} onClick={() => onText(text)}>
                {words.pasteGo}
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  )
}

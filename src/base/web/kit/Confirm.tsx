import { Input, Modal } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { words } from '#base/web/words.ts'

interface Props {
  open: boolean
  title: string
  /** what will happen, and whether it can be undone */
  children?: ReactNode
  /** the verb on the button: 撤销, 解散 */
  verb: string
  /** ask for a reason; it is handed to `onConfirm` */
  reason?: string | boolean
  /** fewest characters of the reason */
  least?: number
  /** something else is still to be chosen */
  unready?: boolean
  danger?: boolean
  onConfirm: (reason: string) => Promise<unknown> | void
  onClose: () => void
}

/** Asks before something weighty, with a reason where the act demands one; stays open with the sentence if refused. */
export function Confirm({ open, title, children, verb, reason, least = 2, unready, danger, onConfirm, onClose }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const short = !!reason && (text.trim().length < least || unready)
  const close = () => {
    setText('')
    setError(null)
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm(text.trim())
      close()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open={open} title={title} okText={verb} cancelText={words.cancel} onOk={() => void confirm()} onCancel={close}
      okButtonProps={{ danger, disabled: short }} confirmLoading={busy} destroyOnHidden
    >
      <ErrorNote error={error} title={words.failedTitle} />
      {children}
      {reason && (
        <div className="field">
          <label htmlFor={id}>{typeof reason === 'string' ? reason : words.reason}</label>
          <Input.TextArea
            id={id} value={text} rows={2} maxLength={200} autoFocus onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey && !short) void confirm() }}
          />
          {short && <span className="field-help">{words.reasonShort(least)}</span>}
        </div>
      )}
    </Modal>
  )
}

import { Button } from 'antd'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { Note } from '#base/web/kit/Note.tsx'
import { useWho } from '../session.tsx'
import { words } from './words.ts'
import './security.css'

function Codes({ codes }: { codes: string[] }) {
  return <ol className="recovery-codes">{codes.map((code) => <li key={code}>{code}</li>)}</ol>
}

/** On paper only the codes: the page behind them is left out while they stand. */
function PrintedCodes({ codes }: { codes: string[] }) {
  const login = useWho().data?.me?.account.login ?? ''
  useEffect(() => {
    document.documentElement.classList.add('codes-open')
    return () => document.documentElement.classList.remove('codes-open')
  }, [])
  const paper = (
    <div className="codes-print">
      <p><strong>{words.recoveryPaper(login)}</strong></p>
      <Codes codes={codes} />
      <p>{words.recoveryHint}</p>
    </div>
  )
  return createPortal(paper, document.body)
}

/** The recovery codes, the one time they are shown. */
export function RecoveryCodes({ codes, done, onDone }: { codes: string[]; done: string; onDone: () => void }) {
  return (
    <div className="form">
      <Note kind="warn">{words.recoveryOnce}</Note>
      <Codes codes={codes} />
      <div className="form-foot">
        <Button type="primary" onClick={onDone}>{done}</Button>
        <Button onClick={() => print()}>{words.recoveryPrint}</Button>
      </div>
      <PrintedCodes codes={codes} />
    </div>
  )
}

import type { State } from '#exchange/contract.ts'
import { words } from '../words.ts'
import { stepStates } from './steps.ts'

const mark = (
  <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden>
    <path d="M2 6.5l2.600 2.600L10 3.500" />
  </svg>
)

/** Where the import stands: 读取 → 认列 → 核对 → 提交. */
export function Steps({ state }: { state: State }) {
  const states = stepStates(state, words.steps.length)
  return (
    <ol className="import-steps no-print" aria-label={words.progressOf}>
      {words.steps.map((step, at) => (
        <li key={step} data-step={states[at]} aria-current={states[at] === 'now' ? 'step' : undefined}>
          <span className="import-steps-mark" aria-hidden>
            {states[at] === 'done' ? mark : at + 1}
          </span>
          {step}
          {states[at] === 'done' && <span className="unseen">{words.stepDone}</span>}
        </li>
      ))}
    </ol>
  )
}

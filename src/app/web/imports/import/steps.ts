import type { State } from '#exchange/contract.ts'

/** The four steps, counted from 0; 4 when everything is behind. */
const stepOf: Record<State, number> = {
  reading: 0,
  mapping: 1,
  checking: 2,
  ready: 2,
  committing: 3,
  done: 4,
  undone: 4,
  failed: 0,
  cancelled: 0,
}

export type StepState = 'done' | 'now' | 'ahead'

export const stepStates = (state: State, steps: number): StepState[] =>
  Array.from({ length: steps }, (_, step) => (step < stepOf[state] ? 'done' : step === stepOf[state] ? 'now' : 'ahead'))

/** The server is at work; its event stream tells how far. */
export const isWorking = (state: State): boolean =>
  state === 'reading' || state === 'checking' || state === 'committing'

/** Nothing more can happen to it but undoing. */
export const isOver = (state: State): boolean =>
  state === 'done' || state === 'undone' || state === 'failed' || state === 'cancelled'

import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Step } from '#kernel/manifest.ts'

/** 一次会议的记录, as data. What leads back always takes the signatures away. */
export type MeetingState = 'planned' | 'noticed' | 'open' | 'closed' | 'signed' | 'locked' | 'cancelled'
export type MeetingAct = 'plan' | 'change' | 'notify' | 'open' | 'cancel' | 'close' | 'reopen' | 'sign' | 'check' | 'revise'
/** second: somebody else than who locked it */
export type MeetingDoer = 'keeper' | 'recorder' | 'chair' | 'second'

export interface MeetingStep extends Step {
  from: MeetingState | null
  act: MeetingAct
  by: MeetingDoer
  to: MeetingState
}

export const meetingSteps: readonly MeetingStep[] = [
  { from: null, act: 'plan', by: 'keeper', to: 'planned' },
  { from: 'planned', act: 'change', by: 'keeper', to: 'planned' },
  { from: 'noticed', act: 'change', by: 'keeper', to: 'planned' },
  { from: 'planned', act: 'notify', by: 'keeper', to: 'noticed' },
  { from: 'planned', act: 'open', by: 'keeper', to: 'open' },
  { from: 'noticed', act: 'open', by: 'keeper', to: 'open' },
  { from: 'planned', act: 'cancel', by: 'keeper', to: 'cancelled' },
  { from: 'noticed', act: 'cancel', by: 'keeper', to: 'cancelled' },
  { from: 'open', act: 'cancel', by: 'keeper', to: 'cancelled' },
  { from: 'open', act: 'close', by: 'keeper', to: 'closed' },
  { from: 'closed', act: 'reopen', by: 'keeper', to: 'open' },
  { from: 'signed', act: 'reopen', by: 'keeper', to: 'open' },
  { from: 'closed', act: 'sign', by: 'recorder', to: 'signed' },
  { from: 'signed', act: 'check', by: 'chair', to: 'locked' },
  { from: 'locked', act: 'revise', by: 'second', to: 'open' },
]

/** The state an act leads to, or the refusal: a step that the table does not hold cannot be taken. */
export function stepOf(state: MeetingState, act: MeetingAct): Decision<MeetingState, 'org-life.not-now' | 'org-life.locked'> {
  const step = meetingSteps.find((one) => one.from === state && one.act === act)
  if (step) return allow(step.to)
  return refuse(state === 'locked' ? 'org-life.locked' : 'org-life.not-now', { state, act })
}

/** What may be done with a meeting now, whoever asks. */
export const stepsFrom = (state: MeetingState): MeetingAct[] => meetingSteps.filter(({ from }) => from === state).map(({ act }) => act)

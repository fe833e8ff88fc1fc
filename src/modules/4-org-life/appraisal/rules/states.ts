import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Step } from '#kernel/manifest.ts'
import type { AppraisalState } from '#org-life/kinds.ts'

/** 民主评议 and 教育评议 as data: 自评互评, 测评, 提出等次; in the League the superior approves and the registration follows. */
export type AppraisalAct =
  | 'begin' | 'write' | 'enter' | 'vote' | 'grade' | 'finish' | 'submit' | 'withdraw' | 'return' | 'approve' | 'approve-paper' | 'register' | 'revise'
/** second: somebody else than who finished it */
export type AppraisalDoer = 'secretary' | 'member' | 'superior' | 'second'
export type AppraisalLine = 'party' | 'league'

export interface AppraisalStep extends Step {
  from: AppraisalState | null
  act: AppraisalAct
  by: AppraisalDoer
  to: AppraisalState
  /** only there */
  line?: AppraisalLine
}

export const appraisalSteps: readonly AppraisalStep[] = [
  { from: null, act: 'begin', by: 'secretary', to: 'writing' },
  { from: 'writing', act: 'write', by: 'member', to: 'writing' },
  { from: 'writing', act: 'enter', by: 'secretary', to: 'writing' },
  { from: 'writing', act: 'vote', by: 'secretary', to: 'counting' },
  { from: 'counting', act: 'vote', by: 'secretary', to: 'counting' },
  { from: 'counting', act: 'grade', by: 'secretary', to: 'counting' },
  { from: 'counting', act: 'finish', by: 'secretary', to: 'finished', line: 'party' },
  { from: 'counting', act: 'submit', by: 'secretary', to: 'submitted', line: 'league' },
  { from: 'submitted', act: 'withdraw', by: 'secretary', to: 'counting', line: 'league' },
  { from: 'submitted', act: 'return', by: 'superior', to: 'counting', line: 'league' },
  { from: 'submitted', act: 'approve', by: 'superior', to: 'finished', line: 'league' },
  { from: 'submitted', act: 'approve-paper', by: 'secretary', to: 'finished', line: 'league' },
  { from: 'finished', act: 'register', by: 'secretary', to: 'registered', line: 'league' },
  { from: 'finished', act: 'revise', by: 'second', to: 'counting' },
  { from: 'registered', act: 'revise', by: 'second', to: 'counting', line: 'league' },
]

/** The state an act leads to, or the refusal: a step that the table does not hold cannot be taken. */
export function stepOf(state: AppraisalState, act: AppraisalAct, line: AppraisalLine): Decision<AppraisalState, 'org-life.appraisal-not-now'> {
  const step = appraisalSteps.find((one) => one.from === state && one.act === act && (one.line ?? line) === line)
  return step ? allow(step.to) : refuse('org-life.appraisal-not-now', { state, act })
}

/** What may be done with it now, whoever asks. */
export const stepsFrom = (state: AppraisalState, line: AppraisalLine): AppraisalAct[] =>
  appraisalSteps.filter((one) => one.from === state && (one.line ?? line) === line).map(({ act }) => act)

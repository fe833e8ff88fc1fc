import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Step } from '#kernel/manifest.ts'

/** 组织关系转接, as data. Until it is received the person stands where they stood: in exactly one organisation a line. */
export type TransferState = 'sent' | 'climbed' | 'received' | 'returned' | 'withdrawn'
export type TransferAct =
  | 'send' | 'move' | 'arrive' | 'receive' | 'claim' | 'return' | 'withdraw' | 'climb' | 'lapse' | 'assign' | 'close'
/** sender and receiver: the two organisations; paper: the sender, for a receiver outside; clock: the day that was due */
export type TransferDoer = 'sender' | 'receiver' | 'paper' | 'superior' | 'clock' | 'event'

export interface TransferStep extends Step {
  from: TransferState | null
  act: TransferAct
  by: TransferDoer
  to: TransferState
}

export const transferSteps: readonly TransferStep[] = [
  { from: null, act: 'send', by: 'sender', to: 'sent' },
  { from: null, act: 'move', by: 'superior', to: 'received' },
  { from: null, act: 'arrive', by: 'receiver', to: 'received' },
  { from: 'sent', act: 'receive', by: 'receiver', to: 'received' },
  { from: 'sent', act: 'receive', by: 'paper', to: 'received' },
  { from: 'sent', act: 'claim', by: 'receiver', to: 'received' },
  { from: 'sent', act: 'return', by: 'receiver', to: 'returned' },
  { from: 'sent', act: 'return', by: 'paper', to: 'returned' },
  { from: 'sent', act: 'withdraw', by: 'sender', to: 'withdrawn' },
  { from: 'sent', act: 'climb', by: 'clock', to: 'climbed' },
  { from: 'sent', act: 'lapse', by: 'clock', to: 'returned' },
  { from: 'sent', act: 'close', by: 'event', to: 'withdrawn' },
  { from: 'climbed', act: 'assign', by: 'superior', to: 'received' },
  { from: 'climbed', act: 'return', by: 'superior', to: 'returned' },
  { from: 'climbed', act: 'withdraw', by: 'sender', to: 'withdrawn' },
  { from: 'climbed', act: 'climb', by: 'event', to: 'climbed' },
  { from: 'climbed', act: 'lapse', by: 'event', to: 'returned' },
  { from: 'climbed', act: 'close', by: 'event', to: 'withdrawn' },
]

export const isPending = (state: TransferState): boolean => state === 'sent' || state === 'climbed'

/** The state an act leads to, or the refusal: a step that the table does not hold cannot be taken. */
export function stepOf(state: TransferState, act: TransferAct): Decision<TransferState, 'people.transfer-settled' | 'people.transfer-elsewhere'> {
  const step = transferSteps.find((one) => one.from === state && one.act === act)
  if (step) return allow(step.to)
  return isPending(state) ? refuse('people.transfer-elsewhere', { state }) : refuse('people.transfer-settled', { state })
}

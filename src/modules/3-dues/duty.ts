import type { Duty } from '#obligations/duty.ts'

/** The body's month: collected from everybody, or known who is missing, and closed. */
export const monthly: Duty = {
  id: 'dues.monthly',
  words: '党费（团费、会费）收缴',
  rule: 'dues.monthly',
  verb: '去收缴',
  address: (organisation, { from }) => `/dues?organisation=${organisation}&month=${from.slice(0, 7)}`,
}

import type { Duty } from '#obligations/duty.ts'

/** What goes up for the year, in full. */
export const remitting: Duty = {
  id: 'dues.remittance',
  words: '上缴党费',
  rule: 'dues.remittance',
  verb: '去上缴',
  address: (organisation) => `/dues/journal?organisation=${organisation}`,
}

/** What was collected and used is told to the members. */
export const publicity: Duty = {
  id: 'dues.publicity',
  words: '公布党费收缴使用情况',
  rule: 'dues.publicity',
  verb: '去公布',
  address: (organisation, { from }) => `/dues/report?organisation=${organisation}&year=${from.slice(0, 4)}`,
}

/** The body's month: collected from everybody, or known who is missing, and closed. */
export const monthly: Duty = {
  id: 'dues.monthly',
  words: '党费（团费、会费）收缴',
  rule: 'dues.monthly',
  verb: '去收缴',
  address: (organisation, { from }) => `/dues?organisation=${organisation}&month=${from.slice(0, 7)}`,
}

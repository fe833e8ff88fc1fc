/** 千分数 as it is read: 875 is 87.5%; what cannot be counted is a dash, never 0. */
export const percent = (thousandths: number | null): string => (thousandths === null ? '—' : `${(thousandths / 10).toFixed(1)}%`)

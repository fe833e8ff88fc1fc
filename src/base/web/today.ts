import { dayAt, type Day } from '#base/day.ts'

/** The day in Shanghai by the device's clock: only what a form proposes; the server judges by its own. */
export const today = (): Day => dayAt(new Date())

import { dayAt, type Day } from '#base/day.ts'

/** The day of this device's clock, for previews; the server decides by its own. */
export const today = (): Day => dayAt(new Date())

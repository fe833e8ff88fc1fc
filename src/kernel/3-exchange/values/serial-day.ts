import type { Day } from '#base/day.ts'

const DAY = 86_400_000

/**
 * The day of a spreadsheet's serial number. In the 1900 system 60 is a 29 February 1900 that never was (a fault
 * kept from an older program); every serial above it stands one too high.
 */
export function dayOfSerial(serial: number, from1904 = false): Day | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(serial) || whole < (from1904 ? 0 : 1) || whole > 2_958_465) return null
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30)
  const day = new Date(start + whole * DAY)
  return day.getUTCFullYear() > 9999 ? null : day.toISOString().slice(0, 10)
}

/** The serial number in the 1900 system, or null before March 1900. */
export function serialOfDay(day: Day): number | null {
  const serial = Math.round((Date.parse(day) - Date.UTC(1899, 11, 30)) / DAY)
  return serial > 60 ? serial : null
}

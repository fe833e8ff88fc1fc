/** When an act is recorded, and what the clock said if that cannot be right. */
export interface Recorded {
  at: Date
  /** the clock's own time where it ran behind what was recorded before */
  clock: Date | null
}

/** A clock that was set back does not put an act before one already recorded: the order of the books is kept, and shown. */
export const recordedAt = (now: Date, latest: Date | null): Recorded =>
  latest !== null && now < latest ? { at: latest, clock: now } : { at: now, clock: null }

/** How near the next election is: over, within three months, or later. */
export function termState(daysLeft: number): 'late' | 'soon' | 'later' {
  if (daysLeft < 0) return 'late'
  return daysLeft <= 90 ? 'soon' : 'later'
}

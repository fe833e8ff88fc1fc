/** What modules above may ask of organisations inside their own transaction, and the numbers they push down. */
export {
  chainOf,
  idsOfPath,
  lockNumbers,
  numbersOf,
  organisationByPublicId,
  organisationForChange,
  organisationsByIds,
  saveNumbers,
  type Organisation,
} from '#organisations/store/organisations.ts'
export { reachForSeat } from '#organisations/actions/reach.ts'
export { regulations } from '#organisations/actions/known.ts'
export { committeeFindings } from '#organisations/actions/findings.ts'

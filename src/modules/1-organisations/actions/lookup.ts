/** What modules above may ask of organisations inside their own transaction, and the numbers they push down. */
export {
  chainOf,
  childrenOf,
  idsOfPath,
  lockNumbers,
  numbersOf,
  organisationByPublicId,
  organisationByTail,
  organisationForChange,
  organisationsByIds,
  organisationsNamed,
  type Organisation,
} from '#organisations/store/organisations.ts'
export { reachForSeat } from '#organisations/actions/reach.ts'
export { saveNumbers } from '#organisations/actions/subjects.ts'
export { placeOf, rulesFor } from '#organisations/actions/known.ts'
export { regionHere, regionOf, regionsOf } from '#organisations/store/regions.ts'
export { unitsConcerning } from '#organisations/store/bodies.ts'
export { unitByPublicId, unitsOfOrganisation, type Unit } from '#organisations/store/units.ts'
export { regulations } from '#organisations/actions/known.ts'
export { branchFindings, committeeFindings } from '#organisations/actions/findings.ts'

import type { Check } from '#base/check.ts'
import type { Route } from '#base/http/serve.ts'
import type { AnyEndpoint } from '#base/contract.ts'
import type { Facts } from '#base/decision.ts'
import type { Follower } from '#base/event.ts'
import type { Manifest, RefusalWords } from '#kernel/manifest.ts'
import type { Duty } from '#obligations/duty.ts'
import type { World } from '#database/world.ts'
import type { Caller, Finder } from '#access/gate.ts'
import type { Indicator } from '#indicators/indicator.ts'
import type { SearchProvider } from '#search/provider.ts'
import { refusalWords as inputWords } from '#base/http/words.ts'
import { checks as ledgerChecks } from '#ledger/checks.ts'
import { refusalWords as ledgerWords } from '#ledger/words.ts'
import { contract as accessContract } from '#access/contract.ts'
import { routesOf as accessRoutes } from '#access/routes.ts'
import { acts as accessActs, refusalWords as accessWords } from '#access/words.ts'
import { checks as exchangeChecks } from '#exchange/checks.ts'
import { contract as exchangeContract } from '#exchange/contract.ts'
import { exchangeOf } from '#exchange/exchange.ts'
import { finders as exchangeFinders, routesOf as exchangeRoutes } from '#exchange/routes.ts'
import { refusalWords as exchangeWords } from '#exchange/words.ts'
import { workOfImports } from '#exchange/worklist.ts'
import { contract as indicatorsContract } from '#indicators/contract.ts'
import { routesOf as indicatorRoutes } from '#indicators/routes.ts'
import { contract as noticesContract } from '#notices/contract.ts'
import { followers as noticeFollowers } from '#notices/followers.ts'
import { finders as noticeFinders, routesOf as noticeRoutes } from '#notices/routes.ts'
import { acts as noticeActs, refusalWords as noticeWords } from '#notices/words.ts'
import { contract as obligationsContract } from '#obligations/contract.ts'
import { routesOf as obligationRoutes } from '#obligations/routes.ts'
import { acts as obligationActs, refusalWords as obligationWords } from '#obligations/words.ts'
import { workOfBelow, workOfObligations } from '#obligations/worklist.ts'
import { contract as regulationsContract } from '#regulations/contract.ts'
import { routesOf as regulationRoutes } from '#regulations/routes.ts'
import { acts as regulationActs, refusalWords as regulationWords } from '#regulations/words.ts'
import { contract as searchContract } from '#search/contract.ts'
import { routesOf as searchRoutes } from '#search/routes.ts'
import { checks as organisationChecks } from '#organisations/checks.ts'
import { contract as organisationsContract } from '#organisations/contract.ts'
import { organisationList } from '#organisations/exchange/list.ts'
import { unitList } from '#organisations/exchange/units.ts'
import { indicators as organisationIndicators } from '#organisations/indicators.ts'
import { placeOf } from '#organisations/actions/lookup.ts'
import { manifest as organisations } from '#organisations/module.ts'
import { finders as organisationFinders, routes as organisationRoutes } from '#organisations/routes.ts'
import { searchOrganisations, searchUnits } from '#organisations/search.ts'
import { refusalWords as organisationWords } from '#organisations/words.ts'
import { workOfOrganisations } from '#organisations/worklist.ts'
import { checks as peopleChecks } from '#people/checks.ts'
import { contract as peopleContract } from '#people/contract.ts'
import { contract as peopleAccountsContract } from '#people/contract/accounts.ts'
import { contract as floatingContract } from '#people/contract/floating.ts'
import { contract as transfersContract } from '#people/contract/transfers.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { followersOf as peopleFollowers } from '#people/followers.ts'
import { indicators as peopleIndicators } from '#people/indicators.ts'
import { manifest as people } from '#people/module.ts'
import { contract as mirrorContract } from '#people/mirror/contract.ts'
import { finders as mirrorFinders, routesOf as mirrorRoutes } from '#people/mirror/routes.ts'
import { refusalWords as mirrorWords } from '#people/mirror/words.ts'
import { workOfMirror } from '#people/mirror/worklist.ts'
import { finders as peopleFinders, routes as peopleRoutes } from '#people/routes.ts'
import { finders as transferFinders, routes as transferRoutes } from '#people/routes/transfers.ts'
import { searchPeople } from '#people/search.ts'
import { refusalWords as peopleWords } from '#people/words.ts'
import { transferRefusalWords } from '#people/words/transfers.ts'
import { workOfPeople } from '#people/worklist.ts'
import { contract as administrationContract } from '#app/administration/contract.ts'
import { followersOf as administrationFollowers } from '#app/administration/followers.ts'
import { routes as administrationRoutes } from '#app/administration/routes.ts'
import { acts as administrationActs, refusalWords as administrationWords } from '#app/administration/words.ts'
import { workOfTransfers } from '#people/worklist-transfers.ts'
import { contract as coverageContract } from '#coverage/contract.ts'
import { followersOf as coverageFollowers } from '#coverage/followers.ts'
import { indicators as coverageIndicators } from '#coverage/indicators.ts'
import { manifest as coverage } from '#coverage/module.ts'
import { routes as coverageRoutes } from '#coverage/routes.ts'
import { refusalWords as coverageWords } from '#coverage/words.ts'
import { workOfCoverage } from '#coverage/worklist.ts'
import { contract as duesContract } from '#dues/contract.ts'
import { arrearsContract as duesArrearsContract } from '#dues/contract/arrears.ts'
import { journalContract as duesJournalContract } from '#dues/contract/journal.ts'
import { ownContract as duesOwnContract } from '#dues/contract/own.ts'
import { reportContract as duesReportContract } from '#dues/contract/report.ts'
import { followers as duesFollowers } from '#dues/followers.ts'
import { indicators as duesIndicators } from '#dues/indicators.ts'
import { manifest as dues } from '#dues/module.ts'
import { finders as duesFinders, routes as duesRoutes } from '#dues/routes.ts'
import { moneyRoutes as duesMoneyRoutes } from '#dues/routes-money.ts'
import { contract as statementContract } from '#dues/statement/contract.ts'
import { finders as statementFinders, routesOf as statementRoutes } from '#dues/statement/routes.ts'
import { refusalWords as statementWords } from '#dues/statement/words.ts'
import { refusalWords as duesWords } from '#dues/words.ts'
import { workOfDues } from '#dues/worklist.ts'
import { contract as orgLifeAppraisalContract } from '#org-life/appraisal/contract.ts'
import { routes as orgLifeAppraisalRoutes } from '#org-life/appraisal/routes.ts'
import { calendarOfMeetings } from '#org-life/calendar.ts'
import { contract as orgLifeContract } from '#org-life/contract.ts'
import { ownContract as orgLifeOwnContract } from '#org-life/contract/own.ts'
import { privateContract as orgLifePrivateContract } from '#org-life/contract/private.ts'
import { followersOf as orgLifeFollowers } from '#org-life/followers.ts'
import { manifest as orgLife } from '#org-life/module.ts'
import { contract as orgLifePrintContract } from '#org-life/print/contract.ts'
import { routes as orgLifePrintRoutes } from '#org-life/print/routes.ts'
import { printRefusals } from '#org-life/print/words.ts'
import { finders as orgLifeFinders, routes as orgLifeRoutes } from '#org-life/routes.ts'
import { refusalWords as orgLifeWords } from '#org-life/words.ts'
import { workOfLife } from '#org-life/worklist.ts'
import { calendarOfWork } from '#app/calendar.ts'
import { contract as appContract } from '#app/contract.ts'
import { dictionary } from '#app/dictionary.ts'
import { powers } from '#app/powers.ts'
import { routesOf as appRoutes } from '#app/routes.ts'
import { refusalWords as appWords } from '#app/words.ts'

/** One line per module in every list. */
export const manifests: readonly Manifest[] = [organisations, people, coverage, dues, orgLife]

/** What organisations owe again and again, from every module. */
export const duties: readonly Duty[] = manifests.flatMap((one) => one.obligations ?? [])

export const contracts: readonly AnyEndpoint[] = [
  ...accessContract,
  ...exchangeContract,
  ...indicatorsContract,
  ...noticesContract,
  ...regulationsContract,
  ...obligationsContract,
  ...searchContract,
  ...organisationsContract,
  ...peopleContract,
  ...peopleAccountsContract,
  ...transfersContract,
  ...floatingContract,
  ...mirrorContract,
  ...coverageContract,
  ...duesContract,
  ...duesArrearsContract,
  ...duesJournalContract,
  ...duesOwnContract,
  ...duesReportContract,
  ...statementContract,
  ...orgLifeContract,
  ...orgLifeOwnContract,
  ...orgLifePrintContract,
  ...orgLifePrivateContract, ...orgLifeAppraisalContract,
  ...appContract,
  ...administrationContract,
]

export const finders: Record<string, Finder> = {
  ...exchangeFinders, ...noticeFinders, ...organisationFinders, ...peopleFinders, ...transferFinders, ...mirrorFinders,
  ...duesFinders, ...statementFinders, ...orgLifeFinders,
}
export const followersOf = (world: World): Follower[] => [
  ...noticeFollowers(world), ...peopleFollowers(world), ...coverageFollowers(world), ...duesFollowers, ...orgLifeFollowers(world),
  ...administrationFollowers(world),
]
export const importKinds = [...rosters, organisationList, unitList]
export const indicators: Indicator[] = [...organisationIndicators, ...peopleIndicators, ...coverageIndicators, ...duesIndicators]
export const searchers: SearchProvider[] = [searchPeople, searchOrganisations, searchUnits]
/** What always holds between stored things; `npm run cli -- check` asks all of it. */
export const checks: readonly Check[] = [...ledgerChecks, ...exchangeChecks, ...organisationChecks, ...peopleChecks]
export const workProviders = [
  workOfObligations(duties), workOfBelow(duties), workOfOrganisations, workOfPeople, workOfTransfers, workOfMirror(powers), workOfCoverage,
  workOfDues, workOfLife, workOfImports,
]
/** What stands in people's calendars. */
const calendars = [calendarOfMeetings, calendarOfWork(workProviders)]

/** The imports of this process; stopped before the database is let go. */
export const exchange = exchangeOf(importKinds)

export const routes: Route<Caller>[] = [
  ...accessRoutes(powers),
  ...exchangeRoutes(exchange),
  ...indicatorRoutes(indicators),
  ...noticeRoutes({ powers, calendars, placeOf }),
  ...regulationRoutes(placeOf),
  ...obligationRoutes(duties),
  ...searchRoutes(searchers),
  ...organisationRoutes,
  ...peopleRoutes,
  ...transferRoutes,
  ...mirrorRoutes(powers, dictionary),
  ...coverageRoutes,
  ...duesRoutes,
  ...duesMoneyRoutes,
  ...statementRoutes(exchange.jobs),
  ...orgLifeRoutes, ...orgLifeAppraisalRoutes,
  ...orgLifePrintRoutes,
  ...appRoutes(workProviders),
  ...administrationRoutes,
]

const words: RefusalWords = {
  ...inputWords,
  ...ledgerWords,
  ...accessWords,
  ...exchangeWords,
  ...noticeWords,
  ...regulationWords,
  ...obligationWords,
  ...organisationWords,
  ...peopleWords,
  ...transferRefusalWords,
  ...mirrorWords,
  ...coverageWords,
  ...duesWords,
  ...statementWords,
  ...orgLifeWords,
  ...printRefusals,
  ...appWords,
  ...administrationWords,
}

/** The sentence of a refusal; a code without one is a defect that a test finds. */
export const sentenceOf = (refusal: string, facts: Facts): string => words[refusal]?.(facts) ?? `没有办成（${refusal}）。`
export const hasSentence = (refusal: string): boolean => Object.hasOwn(words, refusal)

const ownActs: Manifest['acts'] = {
  ...administrationActs,
  'samples.load': () => '建立示例世界',
}
const acts = Object.assign(
  {}, ownActs, accessActs, noticeActs, regulationActs, obligationActs, ...manifests.map((one) => one.acts),
) as Manifest['acts']

/** What a ledger entry says, whichever module wrote it. */
export const actWords = (kind: string, payload: Record<string, unknown>): string => acts[kind]?.(payload) ?? kind

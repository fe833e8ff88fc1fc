import type { Route } from '#base/http/serve.ts'
import type { AnyEndpoint } from '#base/contract.ts'
import type { Facts } from '#base/decision.ts'
import type { Follower } from '#base/event.ts'
import type { Manifest, RefusalWords } from '#kernel/manifest.ts'
import type { World } from '#database/world.ts'
import type { Caller, Finder } from '#access/gate.ts'
import type { Indicator } from '#indicators/indicator.ts'
import type { SearchProvider } from '#search/provider.ts'
import { refusalWords as inputWords } from '#base/http/words.ts'
import { refusalWords as ledgerWords } from '#ledger/words.ts'
import { contract as accessContract } from '#access/contract.ts'
import { routesOf as accessRoutes } from '#access/routes.ts'
import { refusalWords as accessWords } from '#access/words.ts'
import { contract as exchangeContract } from '#exchange/contract.ts'
import { exchangeOf } from '#exchange/exchange.ts'
import { finders as exchangeFinders, routesOf as exchangeRoutes } from '#exchange/routes.ts'
import { refusalWords as exchangeWords } from '#exchange/words.ts'
import { workOfImports } from '#exchange/worklist.ts'
import { contract as indicatorsContract } from '#indicators/contract.ts'
import { routesOf as indicatorRoutes } from '#indicators/routes.ts'
import { contract as noticesContract } from '#notices/contract.ts'
import { routes as noticeRoutes } from '#notices/routes.ts'
import { contract as searchContract } from '#search/contract.ts'
import { routesOf as searchRoutes } from '#search/routes.ts'
import { contract as organisationsContract } from '#organisations/contract.ts'
import { organisationList } from '#organisations/exchange/list.ts'
import { unitList } from '#organisations/exchange/units.ts'
import { indicators as organisationIndicators } from '#organisations/indicators.ts'
import { manifest as organisations } from '#organisations/module.ts'
import { finders as organisationFinders, routes as organisationRoutes } from '#organisations/routes.ts'
import { searchOrganisations, searchUnits } from '#organisations/search.ts'
import { refusalWords as organisationWords } from '#organisations/words.ts'
import { workOfOrganisations } from '#organisations/worklist.ts'
import { contract as peopleContract } from '#people/contract.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { followersOf as peopleFollowers } from '#people/followers.ts'
import { indicators as peopleIndicators } from '#people/indicators.ts'
import { manifest as people } from '#people/module.ts'
import { finders as peopleFinders, routes as peopleRoutes } from '#people/routes.ts'
import { searchPeople } from '#people/search.ts'
import { refusalWords as peopleWords } from '#people/words.ts'
import { workOfPeople } from '#people/worklist.ts'
import { contract as coverageContract } from '#coverage/contract.ts'
import { followersOf as coverageFollowers } from '#coverage/followers.ts'
import { indicators as coverageIndicators } from '#coverage/indicators.ts'
import { manifest as coverage } from '#coverage/module.ts'
import { routes as coverageRoutes } from '#coverage/routes.ts'
import { refusalWords as coverageWords } from '#coverage/words.ts'
import { workOfCoverage } from '#coverage/worklist.ts'
import { contract as appContract } from '#app/contract.ts'
import { powers } from '#app/powers.ts'
import { routesOf as appRoutes } from '#app/routes.ts'
import { refusalWords as appWords } from '#app/words.ts'

/** One line per module in every list. */
export const manifests: readonly Manifest[] = [organisations, people, coverage]

export const contracts: readonly AnyEndpoint[] = [
  ...accessContract,
  ...exchangeContract,
  ...indicatorsContract,
  ...noticesContract,
  ...searchContract,
  ...organisationsContract,
  ...peopleContract,
  ...coverageContract,
  ...appContract,
]

export const finders: Record<string, Finder> = { ...exchangeFinders, ...organisationFinders, ...peopleFinders }
export const followersOf = (world: World): Follower[] => [...peopleFollowers(world), ...coverageFollowers(world)]
export const importKinds = [...rosters, organisationList, unitList]
export const indicators: Indicator[] = [...organisationIndicators, ...peopleIndicators, ...coverageIndicators]
export const searchers: SearchProvider[] = [searchPeople, searchOrganisations, searchUnits]
export const workProviders = [workOfOrganisations, workOfPeople, workOfCoverage, workOfImports]

/** The imports of this process; stopped before the database is let go. */
export const exchange = exchangeOf(importKinds)

export const routes: Route<Caller>[] = [
  ...accessRoutes(powers),
  ...exchangeRoutes(exchange),
  ...indicatorRoutes(indicators),
  ...noticeRoutes,
  ...searchRoutes(searchers),
  ...organisationRoutes,
  ...peopleRoutes,
  ...coverageRoutes,
  ...appRoutes(workProviders),
]

const words: RefusalWords = {
  ...inputWords,
  ...ledgerWords,
  ...accessWords,
  ...exchangeWords,
  ...organisationWords,
  ...peopleWords,
  ...coverageWords,
  ...appWords,
}

/** The sentence of a refusal; a code without one is a defect that a test finds. */
export const sentenceOf = (refusal: string, facts: Facts): string => words[refusal]?.(facts) ?? `没有办成（${refusal}）。`
export const hasSentence = (refusal: string): boolean => Object.hasOwn(words, refusal)

const ownActs: Manifest['acts'] = {
  'samples.load': () => '建立示例世界',
  'access.slip': (payload) => `为登录名 ${String(payload['login'])} 打印重设密码凭条（在服务器上）`,
}
const acts = Object.assign({}, ownActs, ...manifests.map((one) => one.acts)) as Manifest['acts']

/** What a ledger entry says, whichever module wrote it. */
export const actWords = (kind: string, payload: Record<string, unknown>): string => acts[kind]?.(payload) ?? kind

import type { Draft } from '#app/samples/draft.ts'

/** The nine branches of 同心城建集团 and how many people the practice roster puts into each: 312. */
export const cityWorksBranches: readonly [key: string, name: string, people: number][] = [
  ['works-party-office1', '集团机关第一党支部', 38],
  ['works-party-office2', '集团机关第二党支部', 36],
  ['works-party-roads', '路桥工程公司党支部', 42],
  ['works-party-upkeep', '市政养护公司党支部', 37],
  ['works-party-parks', '园林绿化公司党支部', 29],
  ['works-party-water', '水务公司党支部', 34],
  ['works-party-parking', '公共停车公司党支部', 27],
  ['works-party-homes', '物业服务公司党支部', 31],
  ['works-party-retired', '离退休职工党支部', 38],
]

/** A body whose tree stands and whose roster nobody has entered yet: the practice file fills it in one go. */
export function buildCityWorks(draft: Draft): void {
  const unit = draft.unit({
    key: 'u-works', name: '同心城市建设集团有限公司', kind: 'enterprise', sector: 'state-enterprise', trade: '市政工程',
    responsible: 'party-district', staff: 1180, young: 320, migrant: 260,
  })
  const here = { units: [unit], founded: '2009-04-01' }
  draft.found({
    key: 'works-party', kind: 'party.committee', name: '中共同心城市建设集团有限公司委员会', parent: 'party-district', ...here,
  })
  draft.found({
    key: 'works-league', kind: 'league.committee', name: '共青团同心城市建设集团有限公司委员会', parent: 'league-district',
    ledBy: 'works-party', ...here,
  })
  for (const [key, name] of cityWorksBranches) {
    draft.found({ key, kind: 'party.branch', name, parent: 'works-party', ...here, termStarted: null })
  }
}

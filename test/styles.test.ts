import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Stylesheets of rooms are loaded as their pages are, and stay: a class that two of them know looks as the last one says. */
function sharedClasses(sheets: ReadonlyMap<string, string>): string[] {
  const known = new Map<string, string>()
  const shared: string[] = []
  for (const [sheet, text] of sheets) {
    for (const name of new Set([...text.matchAll(/^\.([a-z][a-z0-9-]*) \{/gm)].map(([, found]) => found!))) {
      if (known.has(name)) shared.push(`.${name}: ${known.get(name)}, ${sheet}`)
      known.set(name, sheet)
    }
  }
  return shared
}

test('no class is styled by two rooms', () => {
  // the kit and its paper version speak of the same things
  const sheets = globSync('src/**/*.css').filter((file) => !file.startsWith('src/base/web/style/'))
  expect(sheets.length).toBeGreaterThan(5)
  expect(sharedClasses(new Map(sheets.map((file) => [file, readFileSync(file, 'utf8')])))).toEqual([])
})

test('two rooms with one class are found', () => {
  expect(sharedClasses(new Map([['a.css', '.steps { color: red; }'], ['b.css', '.steps { display: flex; }']]))).toEqual(['.steps: a.css, b.css'])
})

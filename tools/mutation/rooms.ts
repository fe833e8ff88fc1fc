import { globSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { planted, type Mutant } from './planting.ts'

export const root = new URL('../..', import.meta.url).pathname

/** The rooms that decide: pure files only, without the tables of words and rule packs. */
const patterns = [
  'src/kernel/*/rules.ts', 'src/kernel/*/*/rules.ts', 'src/kernel/*/settings.ts',
  'src/kernel/4-obligations/{owed,periods,state,fulfilment,workdays}.ts',
  'src/modules/*/rules.ts', 'src/modules/*/rules/*.ts', 'src/modules/*/*/rules.ts', 'src/modules/*/*/rules/*.ts',
]

export const ruleFiles: readonly string[] = globSync(patterns, { cwd: root }).filter((path) => !/\.test\.ts$|\/web\//.test(path)).sort()

export const roomOf = (file: string): string => file.split('/').slice(1, 3).join('/')

/** Numbers each mutant the same way in the tool and in the tests' process. */
export const plantedFile = (file: string, text = readFileSync(root + file, 'utf8')): { text: string; mutants: Mutant[] } =>
  planted(file, text, String(ruleFiles.indexOf(file)))

export const within = (path: string): string => relative(root, path.split('?')[0]!)

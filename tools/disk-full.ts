// node bin/run.mjs tools/disk-full.ts 10 [seconds]: so many times a server whose data folder lies on a small disk of its own,
// which is filled to the last byte for some seconds while every kind of writing goes on, and then freed. Needs Linux and the
// right to mount; says so where it is missing. Prints a JSON line per round and a closing line; exit code 1 when anything was
// lost or half written, an answer was neither 503 nor 409, or the server did not come back by itself within 60 s.
import { noSmallDisk, onSmallDisk, writeWhileFull, type FullRun } from '../test/faults/disk.ts'

const [rounds = '5', seconds = '20'] = process.argv.slice(2)
const why = noSmallDisk()
const done: FullRun[] = []
for (let round = 1; why === null && round <= Number(rounds); round++) {
  const disk = await onSmallDisk({ data: 400, uploads: 40, reserve: 0 })
  const found = await writeWhileFull(disk, Number(seconds))
  if (!(await disk.stop())) found.wrong.push('the database outlived the server')
  done.push(found)
  console.log(JSON.stringify({ round, ...found }))
}
const faultsOf = ({ lost, unresolved, wrong, oracle, heard, backSeconds }: FullRun): number =>
  lost.length + unresolved.length + wrong.length + oracle.length + (backSeconds > 60 ? 1 : 0) +
  Object.keys(heard).filter((one) => !/^(503 server\.(disk-full|database-away)|409 \S+)$/.test(one)).length
const sum = (of: (one: FullRun) => number) => done.reduce((total, one) => total + of(one), 0)
const back = Math.max(0, ...done.map((one) => one.backSeconds)).toFixed(1)
console.log(why ?? `disk-full: ${done.length} times full for ${seconds} s, PostgreSQL ended in ${done.filter((one) => one.panics > 0).length}, ${sum((one) => one.acknowledged)} acknowledged, ${sum(faultsOf)} faults, back within ${back} s`)
process.exitCode = why === null && sum(faultsOf) === 0 ? 0 : 1

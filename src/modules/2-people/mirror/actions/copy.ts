import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { OutputOf, ParsedOf } from '#base/contract.ts'
import type { Download } from '#base/http/serve.ts'
import type { Db } from '#base/sql.ts'
import type { Dictionary } from '#kernel/dictionary.ts'
import type { Account, Powers } from '#access/actor.ts'
import { confirmPassword } from '#access/confirm.ts'
import { looksAt, looksSince, rememberLook } from '#access/looks.ts'
import type { From } from '#access/sessions.ts'
import { perform } from '#ledger/act.ts'
import { presentEntries } from '#ledger/present.ts'
import { importOf } from '#exchange/actions/known.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#people/mirror/contract.ts'
import { presentSeenBy } from '#people/mirror/explain.ts'
import { presentMirror, subjectOf } from '#people/mirror/held.ts'
import { ownDoer, readOwn } from '#people/mirror/own.ts'
import { presentCorrections } from '#people/mirror/present.ts'
import { copiesPerDay } from '#people/mirror/rules.ts'
import { rowsAbout } from '#people/mirror/store/subject.ts'
import { copyWords } from '#people/mirror/words.ts'
import { openField, secretFields, type Person, type SecretField } from '#people/store/persons.ts'

async function secretsOf(tx: Db, world: World, person: Person): Promise<Record<SecretField, string | null>> {
  const opened: Partial<Record<SecretField, string | null>> = {}
  for (const field of secretFields) opened[field] = await openField(tx, world.keys, person, field)
  return opened as Record<SecretField, string | null>
}

/** One's own numbers in clear: whoever sits at a desk left open does not know the password. */
export async function revealOwn(
  world: World, account: Account, password: string, from: From,
): Promise<Decision<OutputOf<typeof contract.reveal>>> {
  await confirmPassword(world, account.id, password, from)
  const secrets = await readOwn(world, account, null, (tx, person) => secretsOf(tx, world, person))
  return secrets ? { ok: true, value: secrets } : refuse('people.no-own-record')
}

interface Parts {
  world: World
  powers: Powers
  dictionary: Dictionary
}

/** All of it, for reading by people and by machines: what the page shows, then every row the dictionary ties to the person. */
async function contentOf(tx: Db, { world, powers, dictionary }: Parts, person: Person): Promise<object> {
  const subject = await subjectOf(tx, person)
  const today = world.clock.today()
  const { organisations, letters, blind } = await presentSeenBy(tx, powers, person, today)
  const looks = await looksAt(tx, person.realm_id, subject.publicIds, 5_000)
  const corrections = await presentCorrections(tx, world, person)
  const came = await importOf(tx, person.realm_id, person.batch_id)
  const histories = await Promise.all(subject.publicIds.map((id) => presentEntries(tx, world, person.realm_id, { kind: 'person', id }, ...came)))
  return {
    说明: '同心系统里存着的关于您的全部资料。请妥善保管，不要转发。',
    生成时间: world.clock.now().toISOString(),
    登记: await presentMirror(tx, world, dictionary, person),
    完整号码: await secretsOf(tx, world, person),
    看得到我的职务: organisations,
    只看得到介绍信的职务: letters,
    管理系统而看不到我的职务: blind,
    谁看过: looks.map(({ at, doer, kind, detail }) => ({ at: at.toISOString(), doer, kind, detail })),
    更正申请: corrections,
    办理记录: histories.flat().map(({ words, occurredOn, recordedAt, doer, post }) => ({ words, occurredOn, recordedAt, doer, post })),
    原始记录: await rowsAbout(tx, world.keys, dictionary, subject),
  }
}

/** A copy to take away: asked for with the password, a few times a day, and remembered like any look. Kept nowhere. */
export async function copyOwn(
  parts: Parts, account: Account, input: ParsedOf<typeof contract.copy>, from: From,
): Promise<Download | Decision<never>> {
  const { world } = parts
  await confirmPassword(world, account.id, input.password, from)
  const { doer, person } = await ownDoer(world, account)
  let fresh = false
  // the password is no part of the act: a retry may be typed anew
  const done = await perform(world, doer, { id: input.act, kind: 'people.copy-own', input: {} }, async (tx) => {
    const since = new Date(world.clock.now().getTime() - 86_400_000)
    if ((await looksSince(tx, doer.accountId, 'copy', since)) >= copiesPerDay) throw new Refusal(refuse('people.too-many-copies', { most: copiesPerDay }))
    const who = `${doer.postWords} ${doer.name}`
    const look = { realm: doer.realm, accountId: doer.accountId, doer: who, kind: 'copy' as const, refIds: [person.public_id], detail: copyWords }
    await rememberLook(tx, look, world.clock.now())
    fresh = true
    return { answer: {}, ref: { kind: 'person', id: person.public_id }, path: person.paths[0]!, payload: { name: person.name } }
  })
  if (!done.ok) return done
  if (!fresh) return refuse('people.look-again')
  const content = await readOwn(world, account, {}, (tx, own) => contentOf(tx, parts, own))
  const name = `我的资料-${world.clock.today()}.json`
  return { name, type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(content, null, 1)) }
}

import { sql } from 'kysely'
import { keepRounds } from '#base/rounds.ts'
import { place, unseal } from '#base/seal.ts'
import { many, maybe, run } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { Outward, World } from '#database/world.ts'
import { mayCall } from '#notices/hooks/address.ts'
import { requestOf } from '#notices/hooks/formats.ts'
import type { Format } from '#notices/hooks/presets.ts'
import { callHook } from '#notices/hooks/post.ts'
import { claim, drop, settle } from '#notices/sending/queue.ts'
import { routeNotices, type GroupItem } from '#notices/sending/routing.ts'
import { closeMail, sendMail, type Letter, type Outcome } from '#notices/sending/smtp.ts'
import { waits } from '#notices/sending/when.ts'
import { codeLetter, groupTestText, groupText, letterOf, testLetter } from '#notices/words.ts'

const nothing: Outward = { publicUrl: null, smtp: null, privateHosts: [] }
const most = 12

interface Mail {
  realm_id: number
  id: number
  public_id: string
  account_id: number
  kind: 'notice' | 'digest' | 'code' | 'test'
  secret: Buffer | null
  tries: number
}

/** What a letter needs that nobody may read: kept sealed until it is over. */
export interface LetterSecret {
  to: string
  code?: string
}
export const secretPlace = (publicId: string): string => place('notices_mails', 'secret', publicId)
export const mailPlace = (publicId: string): string => place('notices_settings', 'mail', publicId)
export const wishedPlace = (publicId: string): string => place('notices_settings', 'wished', publicId)

type Draft = Pick<Letter, 'to' | 'subject' | 'text'>

/** The letter as it is now: what was read in the meantime is left out; null when nothing is left to say, or nobody to say it to. */
async function draftOf(world: World, mail: Mail, { publicUrl }: Outward): Promise<Draft | null> {
  if (mail.secret !== null) {
    const secret = JSON.parse(unseal(world.keys, secretPlace(mail.public_id), mail.secret)) as LetterSecret
    return { to: secret.to, ...(secret.code === undefined ? testLetter(publicUrl) : codeLetter(secret.code)) }
  }
  return within(world.db, everywhere(mail.realm_id), async (tx) => {
    const to = await maybe(
      tx,
      sql<{ mail: Buffer; public_id: string }>`select s.mail, s.public_id from notices_settings s join access_accounts a on a.id = s.account_id and a.state = 'active'
        where s.account_id = ${mail.account_id} and s.confirmed_at is not null`,
    )
    const items = await many(
      tx,
      sql<GroupItem>`select class, title, link from notices where realm_id = ${mail.realm_id} and mail_id = ${mail.id} and read_at is null
        order by array_position(array['act', 'know', 'read'], class), id limit 100`,
    )
    if (!to || items.length === 0) return null
    return { to: unseal(world.keys, mailPlace(to.public_id), to.mail), ...letterOf(items, publicUrl) }
  })
}

async function sendOne(world: World, mail: Mail, outward: Outward): Promise<void> {
  const draft = isSpent(mail) ? null : await draftOf(world, mail, outward)
  const settings = outward.publicUrl === null ? null : `${outward.publicUrl}/account/notices`
  const letter = draft && { id: mail.public_id, ...draft, settings }
  const sent = isSpent(mail) ? killed : letter && outward.smtp ? await sendMail(outward.smtp, letter) : null
  await within(world.db, everywhere(mail.realm_id), async (tx) => {
    if (sent) return settle(tx, 'notices_mails', mail, sent, world.clock.now())
    await drop(tx, 'notices_mails', mail, world.clock.now())
  })
  if (sent && !sent.ok) world.log.warn({ mail: mail.public_id, fault: sent.fault, tries: mail.tries }, 'a letter did not go')
}

/** Begun more often than it may be tried: whatever sent it was killed by it, or never came to its end. */
const isSpent = ({ tries }: { tries: number }): boolean => tries > waits.length + 1
const killed: Outcome = { ok: false, fault: 'killed', answer: '', final: true }

interface Delivery {
  realm_id: number
  id: number
  public_id: string
  hook_id: number
  kind: 'notice' | 'test'
  items: GroupItem[]
  tries: number
}

interface HookRow {
  public_id: string
  organisation_name: string
  format: Format
  address: Buffer
  secret: Buffer | null
}
export const addressPlace = (publicId: string): string => place('notices_hooks', 'address', publicId)
export const signingPlace = (publicId: string): string => place('notices_hooks', 'secret', publicId)

const countsOf = (items: GroupItem[]) => {
  const of = (kind: GroupItem['class']) => items.filter((item) => item.class === kind).length
  return { act: of('act'), know: of('know'), read: of('read') }
}

async function deliver(world: World, hook: HookRow, { public_id: id, kind, items }: Delivery, outward: Outward): Promise<Outcome> {
  const { publicUrl, privateHosts } = outward
  const address = mayCall(unseal(world.keys, addressPlace(hook.public_id), hook.address), privateHosts)
  if (!address.ok) return { ok: false, fault: 'private', answer: address.refusal, final: true }
  const secret = hook.secret && unseal(world.keys, signingPlace(hook.public_id), hook.secret)
  const text = kind === 'test' ? groupTestText(hook.organisation_name, publicUrl) : groupText(hook.organisation_name, items, publicUrl)
  const message = {
    id, organisation: hook.organisation_name, text, counts: countsOf(items), link: publicUrl,
    items: items.map((item) => ({ ...item, link: publicUrl && item.link ? `${publicUrl}${item.link}` : null })),
  }
  return callHook(hook.format, requestOf(hook.format, address.value, secret, message, world.clock.now()), privateHosts)
}

async function deliverOne(world: World, delivery: Delivery, outward: Outward): Promise<void> {
  const scope = everywhere(delivery.realm_id)
  const hook = await within(world.db, scope, (tx) =>
    maybe(tx, sql<HookRow>`select public_id, organisation_name, format, address, secret from notices_hooks
      where realm_id = ${delivery.realm_id} and id = ${delivery.hook_id} and ended_at is null`))
  const outcome = isSpent(delivery) ? killed : hook && (await deliver(world, hook, delivery, outward))
  await within(world.db, scope, async (tx) => {
    if (outcome) return settle(tx, 'notices_deliveries', delivery, outcome, world.clock.now())
    await drop(tx, 'notices_deliveries', delivery, world.clock.now())
  })
  if (outcome && !outcome.ok) world.log.warn({ delivery: delivery.public_id, fault: outcome.fault, tries: delivery.tries }, 'a group was not told')
}

/** Everything of one kind that is due in a realm, some at a time; one that fails for another reason than its receiver stays for the next round. */
async function drain<R>(world: World, realm: number, queue: 'notices_mails' | 'notices_deliveries', one: (row: R) => Promise<void>, stopped: () => boolean) {
  while (!stopped()) {
    const begun = await within(world.db, everywhere(realm), (tx) => claim<R>(tx, queue, realm, world.clock.now(), most))
    const done = await Promise.allSettled(begun.map(one))
    for (const each of done) if (each.status === 'rejected') world.log.error({ error: String(each.reason) }, 'a sending broke off')
    if (begun.length < most) return
  }
}

/** One round: new notices are routed, what is due goes out. */
export async function sendRound(world: World, stopped: () => boolean = () => false): Promise<void> {
  const outward = world.outward ?? nothing
  const waiting = await many(world.db, sql<{ realm: number }>`select realm from notices_waiting(${world.clock.now()}) as realm`)
  for (const { realm } of waiting) {
    while (!stopped() && (await routeNotices(world, realm)) > 0);
    if (outward.smtp) await drain<Mail>(world, realm, 'notices_mails', (mail) => sendOne(world, mail, outward), stopped)
    await drain<Delivery>(world, realm, 'notices_deliveries', (delivery) => deliverOne(world, delivery, outward), stopped)
  }
}

/** The send log is kept for half a year. */
export const keptDays = 180
export const forgetOld = (world: World): Promise<number> =>
  run(world.db, sql`select notices_forget(${new Date(world.clock.now().getTime() - keptDays * 86_400_000)})`)

/** Looks every two seconds, clears the log once a day; answers how to stop, when what was begun is over. */
export function keepSending(world: World, every = 2_000): () => Promise<void> {
  let day = ''
  const look = async (stopped: () => boolean) => {
    const today = world.clock.today()
    if (today !== day) await forgetOld(world)
    day = today
    await sendRound(world, stopped)
  }
  const stop = keepRounds(every, look, (error) => world.log.error({ error: error.message }, 'notices were not sent'))
  return async () => {
    await stop()
    closeMail(world.outward?.smtp ?? null)
  }
}

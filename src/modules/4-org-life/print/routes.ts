import { on, type Download, type Route } from '#base/http/serve.ts'
import { must } from '#base/decision.ts'
import { docxType, writeDocx } from '#base/docx/write.ts'
import type { Paper } from '#base/paper/blocks.ts'
import type { Actor } from '#access/actor.ts'
import type { Caller } from '#access/gate.ts'
import { reading } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { presentMeeting } from '#org-life/present/meeting.ts'
import { enterPaper, rememberFile } from '#org-life/print/actions.ts'
import * as contract from '#org-life/print/contract.ts'
import { findByCode } from '#org-life/print/find.ts'
import { appraisalPaper } from '#org-life/print/forms/appraisal.ts'
import { bookPaper } from '#org-life/print/forms/book.ts'
import { factsPaper } from '#org-life/print/forms/facts.ts'
import { recordPaper } from '#org-life/print/forms/record.ts'
import { signInPaper } from '#org-life/print/forms/sign-in.ts'
import { gatherAppraisal, gatherBook, gatherFacts } from '#org-life/print/gather.ts'
import { meetingByPublicId } from '#org-life/store/meetings.ts'

interface Asking {
  world: World
  actor: Actor
  origin: string
}

const meetingPaper = ({ world, actor, origin }: Asking, { id, form }: { id: string; form: 'record' | 'sign-in' }): Promise<Paper> =>
  reading(world.db, actor, async (tx) => {
    const view = await presentMeeting(tx, world, actor, id)
    return form === 'record' ? recordPaper(view, origin) : signInPaper(view, origin)
  })

const bookOf = ({ world, actor, origin }: Asking, { organisation, period, form }: { organisation: string; period: string; form: 'book' | 'facts' }): Promise<Paper> =>
  reading(world.db, actor, async (tx) =>
    form === 'book'
      ? bookPaper(await gatherBook(tx, world, actor, organisation, period), origin)
      : factsPaper(await gatherFacts(tx, world, actor, organisation, period), origin))

const appraisalOf = ({ world, actor, origin }: Asking, { organisation, year }: { organisation: string; year: string }): Promise<Paper> =>
  reading(world.db, actor, async (tx) => {
    const { view, members } = await gatherAppraisal(tx, world, actor, organisation, Number(year))
    return appraisalPaper(view, members, origin)
  })

const asking = ({ world, actor, site }: Caller): Asking => ({ world, actor, origin: site.origin })

const fileOf = async (paper: Paper): Promise<Download> => ({ name: `${paper.name}.docx`, type: docxType, body: await writeDocx(paper) })

/** A file of an organisation's forms, written down before it is handed out. */
async function bookFileOf({ world, actor, input }: Caller & { input: { act: string; organisation: string } }, paper: Paper): Promise<Download> {
  const { path } = (await reading(world.db, actor, (tx) => organisationByPublicId(tx, actor.realm, input.organisation)))!
  must(await rememberFile(world, actor, { id: input.act, input }, paper, { kind: 'organisation', id: input.organisation }, path))
  return fileOf(paper)
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.meetingPaper>(contract.meetingPaper, (call) => meetingPaper(asking(call), call.input)),
  on<Caller, typeof contract.meetingFile>(contract.meetingFile, async (call) => {
    const { world, actor, input } = call
    const paper = await meetingPaper(asking(call), input)
    const meeting = (await reading(world.db, actor, (tx) => meetingByPublicId(tx, actor.realm, input.id)))!
    must(await rememberFile(world, actor, { id: input.act, input }, paper, { kind: 'meeting', id: input.id }, meeting.path))
    return fileOf(paper)
  }),
  on<Caller, typeof contract.bookPaper>(contract.bookPaper, (call) => bookOf(asking(call), call.input)),
  on<Caller, typeof contract.bookFile>(contract.bookFile, async (call) => bookFileOf(call, await bookOf(asking(call), call.input))),
  on<Caller, typeof contract.appraisalPaper>(contract.appraisalPaper, (call) => appraisalOf(asking(call), call.input)),
  on<Caller, typeof contract.appraisalFile>(contract.appraisalFile, async (call) => bookFileOf(call, await appraisalOf(asking(call), call.input))),
  on<Caller, typeof contract.byCode>(contract.byCode, ({ world, actor, input }) => reading(world.db, actor, (tx) => findByCode(tx, world, actor, input.code))),
  on<Caller, typeof contract.enterPaper>(contract.enterPaper, ({ world, actor, input }) => enterPaper(world, actor, input)),
]

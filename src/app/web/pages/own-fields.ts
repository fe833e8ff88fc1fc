import { kindOf, kindsUnder, lineOf, type KindCode, type Line } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { lineWords } from '#organisations/words.ts'
import type { Values } from '#base/web/draft.ts'
import type { Choice, FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { words } from '../words.ts'

const tops = kindsUnder(null)
const lines = [...new Set(tops.map(lineOf))]
const lineChoices: Choice[] = lines.map((line) => ({ value: line, label: lineWords[line].replace(/组织$/, '') }))

const kindChoices = (line: Line): Choice[] =>
  tops.filter((kind) => lineOf(kind) === line).map((kind) => ({ value: kind, label: kindOf(kind).words }))

const postChoices = (kind: KindCode): Choice[] =>
  postsOf(kind).filter((post) => !post.pupil).map((post) => ({ value: post.code, label: post.title }))

/** What is asked of someone who begins with an organisation of their own; later questions follow from earlier answers. */
export function ownFields(values: Values): FieldSpec[] {
  const line = (values['line'] ?? 'party') as Line
  const kind = values['kind'] as KindCode | undefined
  return [
    { name: 'line', label: words.ownLine, kind: 'choice', options: lineChoices },
    { name: 'kind', label: words.ownKind, kind: 'select', options: kindChoices(line), help: words.ownKindHelp },
    { name: 'organisation', label: words.ownName, kind: 'line', maxLength: 80, help: words.ownNameHelp },
    { name: 'foundedOn', label: words.ownFounded, kind: 'day', help: words.ownFoundedHelp },
    { name: 'post', label: words.ownPost, kind: 'select', options: kind ? postChoices(kind) : [], help: kind ? undefined : words.ownPostFirst },
    { name: 'administrator', label: words.ownAdministrator, kind: 'line', maxLength: 50, autoComplete: 'name' },
    { name: 'login', label: words.login, kind: 'line', maxLength: 31, help: words.ownLoginHelp, autoComplete: 'username' },
    { name: 'password', label: words.secret, kind: 'secret', maxLength: 128, help: words.newSecretHelp, autoComplete: 'new-password' },
  ]
}

/** Another line has other kinds, another kind other posts. */
export function ownFollows(field: string, values: Values): Values {
  if (field === 'line') return { kind: '', post: '' }
  if (field !== 'kind') return {}
  const head = values['kind'] ? postChoices(values['kind'] as KindCode)[0] : undefined
  return { post: head?.value ?? '' }
}

/** The line only helps to find the kind; it is not sent. */
export const ownSent = ({ line: _, ...values }: Values): Values => values

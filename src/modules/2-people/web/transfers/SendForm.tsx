import { App } from 'antd'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { useGo } from '#base/web/route.ts'
import type { PersonView } from '#people/contract.ts'
import { send } from '#people/contract/transfers.ts'
import { sendReasons } from '#people/rules/transfers.ts'
import type { Membership } from '#people/web/person/order.ts'
import { today } from '#base/web/today.ts'
import { destinationField, destinationId, type TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import { words } from '#people/web/transfers/words.ts'
import { letterWords, sendReasonWords } from '#people/words/transfers.ts'

interface Props {
  person: PersonView
  membership: Membership
  onClose: () => void
}

export const reasonChoices = sendReasons.filter((one) => one !== 'kept').map((value) => ({ value, label: sendReasonWords[value] }))

export const duesField = (line: TransferLine): FieldSpec => ({
  name: 'duesUntil', label: words.dues(letterWords[line].dues), kind: 'month', optional: true, help: words.duesMonth,
})

const fieldsFor = (line: TransferLine): FieldSpec[] => [
  { name: 'where', label: words.where, kind: 'choice', options: [{ value: 'inside', label: words.inside }, { value: 'letter', label: words.outside }] },
  { ...destinationField('to', words.receiver, line, words.receiverHelp), when: ({ where }) => where === 'inside' },
  { name: 'outside', label: words.outsideName, kind: 'line', maxLength: 100, when: ({ where }) => where === 'letter' },
  { name: 'reason', label: words.reason, kind: 'select', options: reasonChoices },
  ...(line === 'pioneers' ? [] : [duesField(line)]),
  { name: 'on', label: words.sentDay, kind: 'day' },
  { name: 'remark', label: words.remark, kind: 'line', maxLength: 200, optional: true },
]

/** Sends one member on; everything known is filled in. Leads to the letter. */
export function SendForm({ person, membership, onClose }: Props) {
  const go = useGo()
  const { message } = App.useApp()
  const line = membership.line as TransferLine
  const posts = person.posts.filter((post) => post.toOn === null && post.organisation.id === membership.organisation.id).map((post) => post.words)
  const intro = (
    <p>
      {words.sendIntro(person.name, membership.organisation.name)}
      {posts.length > 0 && words.sendPosts(posts.join('、'))}
    </p>
  )
  return (
    <ActForm
      endpoint={send} fixed={{ id: membership.id }} fields={fieldsFor(line)} intro={intro} submit={words.sendDone}
      initial={{ where: 'inside', reason: 'work', on: today() }}
      send={({ where, to, outside, ...rest }) => ({ ...rest, ...(where === 'inside' ? { to: destinationId(to) } : { outside }) })}
      onDone={(answer) => {
        void message.success(words.sent)
        go(`/transfers/${answer.id}`)
      }}
      onCancel={onClose}
    />
  )
}

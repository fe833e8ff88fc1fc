import { Button } from 'antd'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { useAct } from '#base/web/calls.ts'
import type { Values } from '#base/web/draft.ts'
import { endSetting, set } from '#regulations/contract.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { saysOf, type Rule } from '#organisations/web/rules/rule-rows.ts'
import { today } from '#base/web/today.ts'
import { words } from '#organisations/web/words.ts'

interface Props {
  organisation: OrganisationView
  rule: Rule
  onDone: () => void
}

const valueField = ({ choices, unit }: Rule): FieldSpec => ({
  name: 'value', label: words.ruleValue(unit), help: words.ruleValueHelp, optional: true,
  ...(choices.length > 0 ? { kind: 'select', options: choices.map((one) => ({ value: String(one), label: String(one) })) } : { kind: 'whole' }),
})

const send = ({ value, ...rest }: Values): Values => ({ ...rest, value: value === undefined || value === null || value === '' ? null : Number(value) })

/** Takes the own value back: from today on what stands above holds again. */
function End({ organisation, rule, onDone }: Props) {
  const end = useAct(endSetting)
  const done = async () => {
    await end.mutateAsync({ organisation: organisation.id, rule: rule.rule, on: today() } as never)
    onDone()
  }
  if (!rule.own) return null
  return (
    <Note action={<Button onClick={() => void done()} loading={end.isPending}>{words.ruleEnd}</Button>}>
      {words.ruleOwn(rule.own.value, rule.unit, rule.own.from, rule.own.document)}
    </Note>
  )
}

/** Lays a value of one's own over a rule, or says that a fact still to be checked was compared with the text. */
export function SetRuleForm(props: Props) {
  const { organisation, rule, onDone } = props
  return (
    <>
      <End {...props} />
      <ActForm
        endpoint={set} submit={words.ruleSave} fixed={{ organisation: organisation.id, rule: rule.rule }} initial={{ from: today() }}
        send={send} onDone={onDone} onCancel={onDone}
        intro={<p>{saysOf(rule)}。<span className="rule-remark">{rule.article}</span></p>}
        fields={[
          ...(rule.isShare ? [] : [valueField(rule)]),
          { name: 'document', label: words.ruleDocument, kind: 'line', maxLength: 120, help: words.ruleDocumentHelp },
          { name: 'from', label: words.ruleFrom, kind: 'day', help: words.ruleFromHelp },
        ]}
      />
    </>
  )
}

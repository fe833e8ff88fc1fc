import { Button, Select } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { CallError } from '#base/web/call.ts'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DayField } from '#base/web/kit/DayField.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Warnings } from '#base/web/kit/Warnings.tsx'
import { today } from '#base/web/today.ts'
import { approveOnPaper, finishAppraisal, registerMembers, withdrawAppraisal, type AppraisalView } from '#org-life/appraisal/contract.ts'
import type { Held } from '#org-life/web/appraisal/Writing.tsx'
import { words } from '#org-life/web/appraisal/words.ts'

interface Props {
  found: AppraisalView
  held: Held
  save: () => Promise<unknown>
}
type By = 'committee' | 'meeting'

/** What comes next, by the state it is in: propose the grades, wait for the superior, register. */
export function Finish({ found, held, save }: Props) {
  const [asked, setAsked] = useState<'finish' | 'register' | 'paper' | null>(null)
  const [by, setBy] = useState<By>(found.hasCommittee ? 'committee' : 'meeting')
  const [on, setOn] = useState(held.heldOn ?? today())
  const [warnings, setWarnings] = useState<string[] | null>(null)
  const [seen, setSeen] = useState(false)
  const finish = useAct(finishAppraisal)
  const register = useAct(registerMembers)
  const withdraw = useAct(withdrawAppraisal)
  const line = found.line === 'league' ? 'league' : 'party'
  const of = { organisation: found.organisation.id, year: String(found.year) }
  const can = (act: string) => held.may.includes(act)
  const end = () => { setAsked(null); setWarnings(null); setSeen(false) }
  const confirm = async () => {
    try {
      await save()
      await finish.mutateAsync({ act: newId(), ...of, by, on, confirmed: seen })
    } catch (error) {
      if (error instanceof CallError && error.problem.code.endsWith('.warned')) setWarnings(String(error.problem.facts?.['warnings'] ?? '').split('\n'))
      throw error
    }
  }
  return (
    <>
      {(can('finish') || can('submit')) && <Button type="primary" onClick={() => setAsked('finish')}>{words.finish[line]}</Button>}
      {can('withdraw') && <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(of)}>{words.withdraw}</Button>}
      {can('approve-paper') && <Button onClick={() => setAsked('paper')}>{words.approvePaper}</Button>}
      {can('register') && <Button type="primary" onClick={() => setAsked('register')}>{words.register}</Button>}
      {held.finishedOn && <LinkButton to={`/org-life/appraisal/paper?year=${found.year}&form=results`}>{words.results}</LinkButton>}
      <ErrorNote error={withdraw.error} />
      <Confirm open={asked === 'finish'} title={words.finish[line]} verb={words.finish[line]} onClose={end} onConfirm={confirm}>
        <p>{words.finishText[line]}</p>
        <Field label={words.by}>
          {(control) => (
            <Select
              {...control} value={by} onChange={setBy}
              options={(found.hasCommittee ? ['committee', 'meeting'] as const : ['meeting'] as const).map((value) => ({ value, label: words.bys[value] }))}
            />
          )}
        </Field>
        <Field label={words.on}>{(control) => <DayField control={control} value={on} onChange={setOn} />}</Field>
        {warnings && <Warnings lines={warnings} seen={seen} setSeen={setSeen} />}
      </Confirm>
      <Confirm open={asked === 'register'} title={words.register} verb={words.register} onClose={end} onConfirm={() => register.mutateAsync(of)}>
        {words.registerText}
      </Confirm>
      <FormDialog open={asked === 'paper'} title={words.approvePaper} onClose={end}>
        <ActForm
          endpoint={approveOnPaper} submit={words.save} fixed={of} initial={{ on: today() }} onDone={end} onCancel={end}
          fields={[{ name: 'document', label: words.document, kind: 'line', maxLength: 100 }, { name: 'on', label: words.documentOn, kind: 'day' }]}
        />
      </FormDialog>
    </>
  )
}

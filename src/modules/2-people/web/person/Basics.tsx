import { Button } from 'antd'
import { useState } from 'react'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { MaskedValue } from '#base/web/kit/MaskedValue.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { permissions, type PersonView } from '#people/contract.ts'
import { CorrectForm } from '#people/web/person/CorrectForm.tsx'
import type { May } from '#people/web/person/PlaceName.tsx'
import { useLooking, type Secret } from '#people/web/person/looking.ts'
import { fieldWords } from '#people/words.ts'
import { words } from '#people/web/words.ts'

interface SecretProps {
  person: PersonView
  field: Secret
  masked: string
  may: May
}

/** A masked field; whoever may look writes why, and the person can read it. */
function SecretValue({ person, field, masked, may }: SecretProps) {
  const looking = useLooking(person.id, field)
  return <MaskedValue label={fieldWords[field]} masked={masked} looking={may(permissions.unmask) ? looking : undefined} />
}

/** What is registered about the person, beside memberships and posts. */
export function Basics({ person, may }: { person: PersonView; may: May }) {
  const [correcting, setCorrecting] = useState(false)
  const close = () => setCorrecting(false)
  const secret = (field: Secret, masked: string | null) => ({
    label: fieldWords[field], wide: true,
    value: masked && <SecretValue person={person} field={field} masked={masked} may={may} />,
  })
  const guarded = person.minor || person.guardian !== null
  const correct = may(permissions.register) && (
    <Button size="small" onClick={() => setCorrecting(true)}>{words.correct}</Button>
  )
  return (
    <Section title={words.basics} actions={correct}>
      <div className="basics">
        <DetailList
          details={[
            { label: fieldWords.sex, value: person.sex },
            { label: fieldWords.born, value: person.born },
            { label: fieldWords.nation, value: person.nation },
            { label: fieldWords.education, value: person.education },
            { label: fieldWords.category, value: person.category },
            { label: fieldWords.job, value: person.job },
            secret('idNumber', person.idMask),
            secret('phone', person.phoneMask),
            secret('address', person.hasAddress ? words.held : null),
            guarded && { label: fieldWords.guardian, value: person.guardian, wide: true },
            guarded && secret('guardianPhone', person.guardianMask),
          ]}
        />
      </div>
      <FormDialog open={correcting} title={`${words.correct}：${person.name}`} wide onClose={close}>
        <CorrectForm person={person} onClose={close} />
      </FormDialog>
    </Section>
  )
}

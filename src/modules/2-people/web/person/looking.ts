import { newId } from '#base/id.ts'
import { useAct } from '#base/web/calls.ts'
import type { Looking } from '#base/web/kit/MaskedValue.tsx'
import { national } from '#regulations/packs/national.ts'
import { history, unmask } from '#people/contract.ts'
import { fewestWords, purposes, type Purpose } from '#people/rules/unmask.ts'
import { today } from '#base/web/today.ts'
import { purposeWords } from '#people/words.ts'

export type Secret = 'idNumber' | 'phone' | 'address' | 'guardianPhone'

const choices = purposes.map((value) => ({ value, label: purposeWords[value] }))

/** Looking at one masked field of a person. The value is answered once per act: every look is one of its own. */
export function useLooking(person: string, field: Secret): Looking {
  const act = useAct(unmask, { touches: [history] })
  const look = async (reason: string, purpose: string) => {
    const { value } = await act.mutateAsync({ act: newId(), id: person, field, reason, purpose: purpose as Purpose })
    return value ?? ''
  }
  return { purposes: choices, least: fewestWords(national.rules, today()), look }
}

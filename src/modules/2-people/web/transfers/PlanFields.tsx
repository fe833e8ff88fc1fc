import { Input, Select } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { read } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { DestinationPicker, type Destination, type TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import type { Plan } from '#people/web/transfers/plan.ts'
import { words } from '#people/web/transfers/words.ts'

const ways = Object.entries(words.gradWays).map(([value, label]) => ({ value, label }))
const holdsMembers = ({ kind }: { kind: string }) => isKind(kind) && kindOf(kind).holdsMembers

interface Props {
  line: TransferLine
  plan: Plan
  /** for those who hear it: whose destination */
  of: string
  set: (change: Partial<Plan>) => void
}

/** A branch that this post reaches too: the member stays at school and is there at once. */
function Kept({ plan, of, set }: Omit<Props, 'line'>) {
  const chosen = useCall(read, { id: plan.to?.id ?? '' }, { enabled: !!plan.to }).data
  const choose = (id: string | undefined) => set({ to: id === undefined ? null : { id, name: chosen?.id === id ? chosen.name : '' } })
  return (
    <>
      <OrganisationPicker value={plan.to?.id} onChange={choose} label={`${words.gradKeptTo}：${of}`} allow={holdsMembers} />
      <Input
        aria-label={`${words.gradWhy}：${of}`} placeholder={words.gradWhyHelp} value={plan.remark ?? ''} maxLength={200}
        onChange={(event) => set({ remark: event.target.value })}
      />
    </>
  )
}

/** Where one goes (or all that are ticked): a branch here, a body outside by letter, or kept at school with a reason. */
export function PlanFields({ line, plan, of, set }: Props) {
  return (
    <div className="grad-where">
      <Select
        aria-label={`${words.gradWay}：${of}`} value={plan.way} options={ways}
        onChange={(way: Plan['way']) => set({ way, to: null })}
      />
      {plan.way === 'inside' && (
        <DestinationPicker line={line} label={`${words.gradWhere}：${of}`} value={plan.to} onChange={(to: Destination | null) => set({ to })} />
      )}
      {plan.way === 'letter' && (
        <Input
          aria-label={`${words.outsideName}：${of}`} placeholder={words.outsideName} value={plan.outside ?? ''} maxLength={100}
          onChange={(event) => set({ outside: event.target.value })}
        />
      )}
      {plan.way === 'kept' && <Kept plan={plan} of={of} set={set} />}
    </div>
  )
}

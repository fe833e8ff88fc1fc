import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#dues/contract.ts'
import { words } from '#dues/web/statement/words.ts'

/** The way to the statements, for whoever collects. */
export function ToStatements({ organisation }: { organisation: string }) {
  const { may } = useSeat()
  return may(permissions.collect) ? <LinkButton to={`/dues/statements?organisation=${organisation}`}>{words.import}</LinkButton> : null
}

import { Button } from 'antd'
import { today } from '#base/web/today.ts'
import { isMonth, monthWords, plusMonths, type Month } from '#dues/rules/months.ts'
import { words } from '#dues/web/words.ts'

export const thisMonth = (): Month => today().slice(0, 7)
export const monthIn = (given: string | undefined): Month => (given && isMonth(given) ? given : thisMonth())

/** One month back, one month on; never past the present one. */
export function MonthSwitch({ month, onChange }: { month: Month; onChange: (month: Month) => void }) {
  return (
    <div className="dues-month" role="group" aria-label={words.month}>
      <Button aria-label={words.earlier} onClick={() => onChange(plusMonths(month, -1))}>←</Button>
      <strong aria-live="polite">{monthWords(month)}</strong>
      <Button aria-label={words.later} disabled={month >= thisMonth()} onClick={() => onChange(plusMonths(month, 1))}>→</Button>
    </div>
  )
}

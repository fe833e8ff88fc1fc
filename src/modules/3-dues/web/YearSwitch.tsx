import { Button } from 'antd'
import { today } from '#base/web/today.ts'
import { words } from '#dues/web/money-words.ts'

export const thisYear = (): number => Number(today().slice(0, 4))
export const yearIn = (given: string | undefined): number => (/^20\d\d$/.test(given ?? '') ? Number(given) : thisYear())

/** One year back, one year on; never past the present one. */
export function YearSwitch({ year, onChange }: { year: number; onChange: (year: number) => void }) {
  return (
    <div className="dues-month" role="group" aria-label={words.year}>
      <Button aria-label={words.earlier} onClick={() => onChange(year - 1)}>←</Button>
      <strong aria-live="polite">{`${year}年`}</strong>
      <Button aria-label={words.later} disabled={year >= thisYear()} onClick={() => onChange(year + 1)}>→</Button>
    </div>
  )
}

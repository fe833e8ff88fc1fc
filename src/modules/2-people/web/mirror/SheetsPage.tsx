import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress } from '#base/web/route.ts'
import { sheets, type SheetView } from '#people/mirror/contract.ts'
import { words } from '#people/web/mirror/words.ts'
import '#people/web/mirror/mirror.css'

interface Made {
  madeOn: string
  by: string
}

/** One page of paper: what is held beside room to write, the verdict, the signature, the code that brings it back. */
function Paper({ sheet, made }: { sheet: SheetView; made: Made }) {
  return (
    <article className="check-sheet" aria-label={`${words.sheetTitle}：${sheet.name}`}>
      <header>
        <div>
          <h2>{words.sheetTitle}</h2>
          <div className="check-name">{sheet.name}</div>
        </div>
        <div className="check-code"><span>{words.sheetCode}</span><strong>{sheet.code}</strong></div>
      </header>
      <p>{words.sheetOf(sheet.organisation)}　{words.sheetMade(made.madeOn, made.by)}<span className="no-print">　{words.sheetState(sheet.state)}</span></p>
      <table>
        <thead><tr><th scope="col">{words.field}</th><th scope="col">{words.now}</th><th scope="col">{words.sheetMend}</th></tr></thead>
        <tbody>
          {sheet.held.map((one) => (
            <tr key={one.label}><th scope="row">{one.label}</th><td>{one.value ?? '—'}</td><td /></tr>
          ))}
        </tbody>
      </table>
      <h3>{words.sheetStanding}</h3>
      <ul>{sheet.standing.map((one) => <li key={one}>{one}</li>)}</ul>
      <p className="check-room">{words.sheetStandingMend}</p>
      <p className="check-verdict">{words.sheetVerdict}</p>
      <div className="check-sign">
        <span>{sheet.minor ? words.sheetGuardian : words.sheetSign}</span><span>{words.sheetDate}</span>
      </div>
      <p className="check-note">{sheet.minor && words.sheetGuardianNote}{words.sheetNote}</p>
    </article>
  )
}

/** The sheets of one print, a page each. */
export function SheetsPage() {
  const { id } = useAddress()
  const query = useCall(sheets, { id: id! })
  const acts = <Button type="primary" onClick={() => print()}>{words.print}</Button>
  return (
    <Page
      title={words.sheets} trail={[{ title: words.sheetsBack, to: '/people' }]} actions={acts}
      subtitle={query.data && words.sheetsCount(query.data.sheets.length)}
    >
      <Waiting query={query}>
        {(made) => made.sheets.length === 0
          ? <Section flush><Empty title={words.sheetsNone} hint={words.sheetsNoneHint} /></Section>
          : <div className="check-sheets">{made.sheets.map((sheet) => <Paper key={sheet.code} sheet={sheet} made={made} />)}</div>}
      </Waiting>
    </Page>
  )
}

import { Fragment, type ReactNode } from 'react'
import type { Block, BlockOf, Paper, Run } from '#base/paper/blocks.ts'
import { QrCode } from '#base/web/kit/QrCode.tsx'

/** A date is never broken at its hyphens. */
const Whole = ({ line }: { line: string }) =>
  line.split(/(\d{4}-\d\d-\d\d)/).map((part, no) => (no % 2 === 1 ? <span key={no} className="nowrap">{part}</span> : part))

function RunView({ run }: { run: Run }) {
  if (typeof run !== 'string') {
    if ('strong' in run) return <strong>{run.strong}</strong>
    // ideographic spaces, as in the Word file: room of the same width, and nothing a screen reader would read out
    return <span className="paper-blank" aria-hidden>{'　'.repeat(run.blank)}</span>
  }
  return run.split('\n').map((line, no) => <Fragment key={no}>{no > 0 && <br />}<Whole line={line} /></Fragment>)
}

const Runs = ({ of }: { of: readonly Run[] }) => of.map((run, no) => <RunView key={no} run={run} />)

function Meta({ rows }: BlockOf<'meta'>) {
  const columns = 2 * Math.max(...rows.map((row) => row.length))
  return (
    <table className="paper-meta">
      <colgroup>{Array.from({ length: columns }, (_, at) => <col key={at} className={at % 2 === 0 ? 'paper-label' : undefined} />)}</colgroup>
      <tbody>
        {rows.map((row, no) => (
          <tr key={no}>
            {row.map(({ label, value }, at) => (
              <Fragment key={label}>
                <th scope="row">{label}</th>
                <td colSpan={at === row.length - 1 ? columns - 2 * at - 1 : 1}><Runs of={value} /></td>
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Table({ words, columns, rows, tall }: BlockOf<'table'>) {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return (
    // on a phone it scrolls within itself, so it must be reachable by keyboard
    <div className="paper-box" role="region" aria-label={words} tabIndex={0}>
      <table className={tall ? 'paper-table paper-tall' : 'paper-table'}>
        <colgroup>{columns.map((one) => <col key={one.words} width={`${(100 * one.width) / whole}%`} />)}</colgroup>
        <thead><tr>{columns.map((one) => <th key={one.words} scope="col">{one.words}</th>)}</tr></thead>
        <tbody>{rows.map((row, no) => <tr key={no}>{row.map((cell, at) => <td key={at}><Runs of={cell} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

const Code = ({ code, address, words }: BlockOf<'code'>) => (
  <div className="paper-code">
    <div><strong>{code}</strong><span>{words}</span></div>
    {address && <QrCode text={address} label={`${words}：${code}`} />}
  </div>
)

function BlockView({ block, sub: Sub }: { block: Block; sub: 'h3' | 'h4' }): ReactNode {
  switch (block.kind) {
    case 'code': return <Code {...block} />
    case 'title': return <><h2 className="paper-title">{block.text}</h2>{block.under && <p className="paper-under">{block.under}</p>}</>
    case 'heading': return block.level === 1 ? <h3 className="paper-h1">{block.text}</h3> : <Sub className="paper-h2">{block.text}</Sub>
    case 'meta': return <Meta {...block} />
    case 'table': return <Table {...block} />
    case 'text': return <p className={block.indent ? 'paper-text paper-indent' : 'paper-text'}><Runs of={block.runs} /></p>
    case 'list': return <ul className="paper-list">{block.items.map((item) => <li key={item}>{item}</li>)}</ul>
    case 'lines': return <div className="paper-lines" aria-hidden>{Array.from({ length: block.count }, (_, no) => <i key={no} />)}</div>
    case 'signs': return (
      <div className="paper-signs">
        {block.signs.map(({ role, value, on }) => <p key={role}><span>{role}：<Runs of={value} /></span><span><Runs of={on} /></span></p>)}
      </div>
    )
    case 'note': return <p className="paper-note">{block.text}</p>
    case 'break': return <div className="paper-break" />
  }
}

/** A form on a sheet of A4: what the browser prints, and saves as PDF. The Word file is made of the same blocks. */
export function PaperSheet({ paper }: { paper: Paper }) {
  // a form without chapters has no level to skip
  const sub = paper.blocks.some((block) => block.kind === 'heading' && block.level === 1) ? 'h4' : 'h3'
  return (
    <article className="paper" aria-label={paper.name}>
      <div className="paper-body"><div>{paper.blocks.map((block, no) => <BlockView key={no} block={block} sub={sub} />)}</div></div>
      <footer className="paper-foot"><div><span>{paper.foot}</span><span>{paper.code}</span></div></footer>
    </article>
  )
}

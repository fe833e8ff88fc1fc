import type { ReactNode } from 'react'
import type { Line } from '#organisations/kinds.ts'
import type { TransferView } from '#people/contract/transfers.ts'
import { words } from '#people/web/transfers/words.ts'
import { letterWords, sendReasonWords } from '#people/words/transfers.ts'
import type { SendReason } from '#people/rules/transfers.ts'

interface Props {
  transfer: TransferView
}

/** What the office adds to the record when it prints the letter. */
export interface Printed {
  /** whose lines these are: the sender's stand on stub and letter, the receiver's on the receipt */
  side: 'sender' | 'receiver'
  handler: string
  phone: string
  /** the whole number, looked at for this letter */
  idNumber: string | null
}

function Part({ transfer, name, children, foot }: Props & { name: string; children: ReactNode; foot: ReactNode }) {
  return (
    <section className="letter-part">
      <header>
        <span className="letter-kind">{name}</span>
        <span>{words.number(transfer.number)}</span>
        <span>{words.code} <b className="letter-code">{transfer.code}</b></span>
      </header>
      {children}
      <footer>{foot}</footer>
    </section>
  )
}

const lineOf = (transfer: TransferView) => letterWords[transfer.line as Line]

function Dues({ transfer }: Props) {
  const { dues } = lineOf(transfer)
  if (!dues) return null
  return <p>{transfer.duesUntil ? words.duesUntil(dues, transfer.duesUntil) : words.duesBlank(dues)}</p>
}

function Facts({ transfer: { person }, idNumber }: Props & Pick<Printed, 'idNumber'>) {
  const number = idNumber ?? person.idMask
  const facts = [
    person.sex && `${words.sex} ${person.sex}`, person.nation && `${words.nation} ${person.nation}`, person.born && `${words.born} ${words.day(person.born)}`,
    number && `${words.idNumber} ${number}`,
  ]
  return <p className="letter-facts">{facts.filter(Boolean).join('　')}</p>
}

const textOf = ({ line, person, statusWords, from, to }: TransferView) =>
  (line === 'pioneers'
    ? words.pupilText(person.name, from.name, to.name)
    : words.letterText(person.name, letterWords[line as Line].member, statusWords, from.name, to.name))

const Desk = ({ handler, phone }: Pick<Printed, 'handler' | 'phone'>) => <><span>{words.handler}{handler}</span><span>{words.phone}{phone}</span></>

const signed = (who: string, day: string) => <><span>{who}{words.seal}</span><span>{day}</span></>

/** 介绍信: stub for the sender, the letter itself, the receipt that comes back; all three from the one record. */
export function LetterPaper({ transfer, printed }: Props & { printed: Printed }) {
  const { person, from, to, reason, dueOn, sentOn } = transfer
  const deskOf = (side: Printed['side']) => (printed.side === side ? <Desk {...printed} /> : <Desk handler="" phone="" />)
  const desk = deskOf('sender')
  return (
    <div className="letter">
      <Part transfer={transfer} name={words.stub} foot={<>{desk}<span>{words.day(sentOn)}</span></>}>
        <p>{textOf(transfer)}</p>
        <p>{words.reason}：{sendReasonWords[reason as SendReason]}</p>
        <Dues transfer={transfer} />
      </Part>
      <Part transfer={transfer} name={words.body} foot={signed(from.name, words.day(sentOn))}>
        <h2>{lineOf(transfer).title}</h2>
        <p className="letter-to">{words.addressee(to.name)}</p>
        <p>{textOf(transfer)}</p>
        <Facts transfer={transfer} idNumber={printed.idNumber} />
        <Dues transfer={transfer} />
        {dueOn && <p>{words.validUntil(words.day(dueOn))}</p>}
        <p className="letter-desk">{desk}</p>
        <p className="letter-online">{words.online(transfer.code)}</p>
      </Part>
      <Part transfer={transfer} name={words.slipBack} foot={signed(to.name, words.dayBlank)}>
        <p className="letter-to">{words.addressee(from.name)}</p>
        <p>{words.receiptText(person.name, to.name)}</p>
        <p className="letter-desk">{deskOf('receiver')}</p>
      </Part>
    </div>
  )
}

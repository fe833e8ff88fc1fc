import { Tag } from '#base/web/kit/Tag.tsx'

/** Statuses outside the ordinary: a glance down the roster finds them. */
const kinds: Record<string, 'bad' | 'warn'> = { suspended: 'bad' }

/** 身份 in a frame: 正式党员, 团员, 停止党籍. */
export function StatusTag({ status, words }: { status: string; words: string }) {
  return <Tag kind={kinds[status] ?? 'plain'}>{words}</Tag>
}

const usual = new Set(['full', 'member'])

/** In a list the ordinary case reads as plain words; what is not is framed. */
export function StatusCell({ status, words }: { status: string; words: string }) {
  return usual.has(status) ? words : <StatusTag status={status} words={words} />
}

/** 失联, 流动 */
export function FlagTags({ flags }: { flags: readonly string[] }) {
  return flags.map((flag) => <Tag key={flag} kind={flag === '失联' ? 'bad' : 'warn'}>{flag}</Tag>)
}

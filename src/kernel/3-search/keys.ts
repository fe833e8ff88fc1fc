import { pinyin } from 'pinyin-pro'

/** What a Chinese name is found and sorted by: `key` its pinyin without tones, `initials` the first letters. */
export interface NameKeys {
  key: string
  initials: string
}

const letters = (text: string) => text.toLowerCase().replace(/ü/g, 'v').replace(/[^a-z0-9]/g, '')

/**
 * A person's name: the surname is read as a surname (单 shàn, 仇 qiú, 解 xiè). A blank after each syllable keeps a surname
 * together when sorted: all 陈 come before 程.
 */
export function personKeys(name: string): NameKeys {
  return spelt.get(name) ?? spell(name)
}

/** Names repeat, and spelling one out costs more than all its hashes. */
const spelt = new Map<string, NameKeys>()
const mostSpelt = 20_000

function spell(name: string): NameKeys {
  const keys = keysOf(pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true }), ' ')
  if (spelt.size >= mostSpelt) spelt.clear()
  spelt.set(name, keys)
  return keys
}

/** The name of an organisation, a unit or a place. */
export function nameKeys(name: string): NameKeys {
  return keysOf(pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }))
}

function keysOf(syllables: string[], between = ''): NameKeys {
  const parts = syllables.map(letters).filter((part) => part !== '')
  return { key: parts.join(between).slice(0, 200), initials: parts.map((part) => (/^\d/.test(part) ? part : part[0])).join('').slice(0, 60) }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s()（）【】[\]“”"'·.,，。、:：/-]/g, '')

/** Two-character pieces of a name, for "contains"; of a one-character name the character itself. */
export function gramsOf(text: string): string[] {
  const characters = [...plain(text)]
  if (characters.length === 1) return characters
  const pairs = characters.slice(1).map((character, at) => characters[at]! + character)
  return [...new Set(pairs)]
}

/** Whether what was typed is Latin letters: then pinyin and initials are meant. */
export const isLatin = (text: string): boolean => /^[a-z\s']+$/i.test(text.trim())

const initial = '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])'
const finals = 'a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo v ve'
const syllable = new RegExp(`^${initial}?(?:${finals.replaceAll(' ', '|')})$`)
/** A last piece that may still become a syllable: zh, xio, don */
const unfinished = new RegExp(`^${initial}(?:on|ion?)?$`)
const longest = 6
const most = 6

/** The ways in which typed letters begin the key of a person: xian is xian or xi an. The letters as they are come last. */
export function spellingsOf(typed: string): string[] {
  const letters = typed.toLowerCase().replace(/[^a-z]/g, '')
  const found: string[] = []
  const cut = (before: string, rest: string): void => {
    if (found.length === most) return
    for (let end = Math.min(longest, rest.length - 1); end > 0; end--) {
      if (syllable.test(rest.slice(0, end))) cut(`${before}${rest.slice(0, end)} `, rest.slice(end))
    }
    if (before !== '' && (syllable.test(rest) || unfinished.test(rest)) && found.length < most) found.push(before + rest)
  }
  if (letters.length <= 60) cut('', letters)
  return [...found, letters]
}

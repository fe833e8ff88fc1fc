/** Promise 5: no formalism. What may not be kept, asked for or said; judged by words of names and by Chinese words. */
export interface Rule {
  what: string
  /** over the words of a name in lower case, joined by `_`: `study_seconds` */
  name: RegExp
  /** over Chinese text; a denial (不排名) is no offence */
  words: RegExp
}

const word = (pattern: string) => new RegExp(`(^|_)(${pattern})(_|$)`)

export const rules: readonly Rule[] = [
  { what: 'points', name: word('points|score|scores|scored|credits|badge|badges|medal|medals|streak|streaks'), words: /(?<!不|不搞|没有)(积分|打分|勋章|徽章|连续打卡)/ },
  { what: 'ranks', name: word('rank|ranks|ranked|ranking|rankings|leaderboard|league_table|percentile|top_n'), words: /(?<!不|不搞|不许|没有)(排名|排行|名次|龙虎榜|光荣榜|红黑榜|倒数第)/ },
  {
    what: 'a study clock',
    name: word('(study|studied|learn|learning|learned|watch|watched|view|viewed|reading|lesson|course|dwell|online)_(seconds|minutes|duration|time|ms)|(seconds|minutes)_(studied|learned|watched|viewed|read)'),
    words: /(?<!不计)(学习时长|观看时长|在线时长|停留时间|学习秒数|学满\d*分钟)/,
  },
  { what: 'forced check-in', name: word('check_?in|checked_in|clock_?in|clocked_in|punch|must_sign|forced'), words: /(?<!不|不搞|不得)(打卡|强制|必须签到|定位签到|人脸签到)/ },
  {
    what: 'required photos',
    name: word('(photo|photos|picture|pictures|image|images|selfie)_(required|needed|min|minimum|count)|(required|must|min|needs)_(photo|photos|picture|pictures|image|images|selfie)'),
    words: /(?<!不)(必须拍照|必须上传照片|须附照片|至少\d*张照片|拍照留痕|留痕照片)/,
  },
]

/** Where one of them is lawful, and by which text: elections, 定级, 述职 and quotas name themselves here when they are built. None today. */
export const permitted: readonly { what: string; place: string; why: string }[] = []

/** Names that sound like it and mean another thing. */
export const otherwise: readonly { place: string; why: string }[] = [
  { place: 'exchange.columns output.sure.score', why: 'how alike a heading and a known column are' },
  { place: 'exchange.places output.proposals.score', why: 'how alike two names of organisations are' },
]

export interface Spoken {
  place: string
  name?: string
  words?: string
  /** it cannot be left out */
  required?: boolean
}

/** `studySeconds`, `study-seconds` and `study_seconds` alike */
export const wordsOfName = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase()

const picture = word('photo|photos|picture|pictures|selfie')

/** One line per offence. */
export function offencesIn(spoken: readonly Spoken[], allowed = permitted): string[] {
  const meant = spoken.filter(({ place }) => !otherwise.some((one) => one.place === place))
  return meant.flatMap(({ place, name = '', words = '', required }) => {
    const plain = wordsOfName(name)
    const found = rules.filter((rule) => (name !== '' && rule.name.test(plain)) || rule.words.test(words)).map(({ what }) => what)
    if (required && picture.test(plain)) found.push('required photos')
    return found.filter((what) => !allowed.some((one) => one.what === what && one.place === place)).map((what) => `${what}: ${place} ${name}${words}`.trim())
  })
}

import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { seenBy, type SeeingView } from '#people/mirror/contract.ts'
import { words } from '#people/web/mirror/words.ts'

type Seen = OutputOf<typeof seenBy>

function Post({ post }: { post: SeeingView['posts'][number] }) {
  return (
    <li>
      <div><strong>{post.post}</strong>　{post.holders.join('、')}</div>
      <div className="quiet">{post.may.join('；')}{!post.listed && `；${words.unlisted}`}</div>
    </li>
  )
}

function Organisation({ one }: { one: SeeingView }) {
  return (
    <section className="mirror-seen" aria-label={one.organisation}>
      <h3>{one.organisation} <Tag>{words.relations[one.relation]}</Tag></h3>
      {one.why.map((why) => <p key={why} className="mirror-why">{why}</p>)}
      <ul>{one.posts.map((post) => <Post key={post.post} post={post} />)}</ul>
    </section>
  )
}

function Letters({ letters }: { letters: Seen['letters'] }) {
  if (letters.length === 0) return null
  return (
    <section className="mirror-seen" aria-label={words.letters}>
      <h3>{words.letters}</h3>
      <p className="quiet">{words.lettersHow}</p>
      <ul>
        {letters.map(({ organisation, why, posts }) => (
          <li key={organisation}>
            <div><strong>{organisation}</strong>　{posts.map(({ post, holders }) => `${post} ${holders.join('、')}`).join('；')}</div>
            {why.map((one) => <p key={one} className="mirror-why">{one}</p>)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Blind({ blind }: { blind: Seen['blind'] }) {
  return (
    <section className="mirror-seen" aria-label={words.blind}>
      <h3>{words.blind}</h3>
      {blind.length === 0 && <p>{words.noBlind}</p>}
      {blind.map((one) => <p key={one.post}>{words.blindOf(one.post, one.holders.join('、'))}</p>)}
      <p className="quiet">{words.machine}</p>
    </section>
  )
}

/** Which posts can see one and by which rule, organisation by organisation, the nearest first. */
export function SeenBy() {
  const query = useCall(seenBy, {})
  return (
    <Section title={words.seenBy} note={query.data && words.seenByNote(query.data.seats)} flush>
      <Waiting query={query}>
        {({ organisations, letters, blind }) => (
          <>
            <p className="section-quiet mirror-how">{words.seenByHow}</p>
            {organisations.length === 0 && <p className="section-quiet">{words.nobody}</p>}
            {organisations.map((one) => <Organisation key={one.organisation} one={one} />)}
            <Letters letters={letters} />
            <Blind blind={blind} />
          </>
        )}
      </Waiting>
    </Section>
  )
}

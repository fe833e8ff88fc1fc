import { once, urlOfDatabase } from '../cluster.ts'
import { prepareTemplate } from '../template.ts'
import { throwAwayServer } from '../throw-away.ts'
import { worldOn, type TestWorld } from '../world.ts'

/** A world on a server of its own: for the tools, which run without the tests' shared one. */
export async function ownWorld(): Promise<TestWorld> {
  const server = await throwAwayServer()
  await once(server.superuserUrl, 'create database faults')
  const url = urlOfDatabase(server.superuserUrl, 'faults')
  await prepareTemplate(url)
  return worldOn({ superuserUrlForIt: url, drop: () => server.stop() })
}

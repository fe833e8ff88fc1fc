import * as oidc from 'openid-client'

/** The unit's own sign-on, as the operator configured it. */
export interface SignOnSettings {
  issuer: string
  clientId: string
  clientSecret: string | null
  scope: string
  /** the claim that shows who it is: a login, a staff number */
  claim: string
  /** on the button */
  name: string
  /** it asks for two factors itself */
  strong: boolean
}

export interface SignOn {
  settings: SignOnSettings
  /** asks the provider for its addresses, once an hour */
  provider(): Promise<oidc.Configuration>
}

const keepFor = 3600_000
/** Longer than any provider that works; shorter than a person waits. */
const patience = 10

/** Basic unless the provider says that it only takes the secret in the body. */
function authenticationWith(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (taken.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

async function discovered(settings: SignOnSettings): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer)
  // on this machine only: the settings refuse http elsewhere
  const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  const provider = await oidc.discovery(issuer, settings.clientId, {}, authenticationWith(settings.clientSecret), { execute, timeout: patience })
  // the signature too, not only the TLS it came through
  oidc.enableNonRepudiationChecks(provider)
  return provider
}

export function signOnWith(settings: SignOnSettings): SignOn {
  let held: { at: number; provider: Promise<oidc.Configuration> } | null = null
  return {
    settings,
    provider() {
      if (held && performance.now() - held.at < keepFor) return held.provider
      const provider = discovered(settings)
      const mine = { at: performance.now(), provider }
      held = mine
      provider.catch(() => {
        if (held === mine) held = null
      })
      return provider
    },
  }
}

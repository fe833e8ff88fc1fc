import { follow, type Follower } from '#base/event.ts'
import { accountHappened, type Happening } from '#access/happenings.ts'
import type { World } from '#database/world.ts'
import { notify } from '#notices/send.ts'

const check = '如果不是您本人做的，请立即修改密码，并告诉所在组织的管理员。'

/** What the owner of an account is told when a way into it changed. */
const told: Record<Happening, (detail: string) => { title: string; body: string }> = {
  'totp-added': () => ({ title: '您的账号设置了手机动态码', body: `以后登录要输手机上的码。${check}` }),
  'totp-removed': () => ({ title: '您的账号停用了手机动态码', body: check }),
  'passkey-added': (name) => ({ title: `您的账号添加了通行密钥“${name}”`, body: check }),
  'passkey-removed': (name) => ({ title: `您的账号删除了通行密钥“${name}”`, body: check }),
  'recovery-made': () => ({ title: '您的账号重新生成了备用码', body: `旧的备用码已全部作废。${check}` }),
  'recovery-used': (left) => ({ title: '有人用备用码登录了您的账号', body: `还剩 ${left} 个备用码。${check}` }),
  'sign-on-linked': (label) => ({ title: '您的账号绑定了单位统一登录', body: `绑定的是 ${label}。${check}` }),
  'sign-on-removed': (label) => ({ title: '您的账号解除了单位统一登录', body: `解除的是 ${label}。${check}` }),
  'factors-cleared': () => ({
    title: '您的登录第二步已经清除', body: '管理员打印的重设凭条清除了您的手机动态码和通行密钥，请重新设置。如果您没有要过凭条，请立即告诉所在组织的管理员。',
  }),
  'codes-guessed': (times) => ({
    title: '有人知道您的密码', body: `有人输对了您的密码，但动态码输错了 ${times} 次，没有进来。如果不是您，请立即修改密码。`,
  }),
}

export const followers = (world: World): Follower[] => [
  follow(accountHappened, (tx, { accountId, realm, what, detail }) =>
    notify(tx, [accountId], { realm, class: 'know', link: '/account/security', ...told[what](detail) }, world.clock.now())),
]

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { signOnWith } from '#access/sign-on/provider.ts'
import type { SiteParts } from '#access/site.ts'
import type { Outward } from '#database/world.ts'

const databaseUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^postgres(ql)?:\/\/[^/]+\/.+/.test(text), '应写成 postgres://用户:密码@主机:5432/数据库，特殊字符用百分号编码')

/** The word of the provider is taken over plain http on this machine only. */
const isSafe = (text: string): boolean => {
  const { protocol, hostname, username } = new URL(text)
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)))
}
const issuer = z.string().refine((text) => URL.canParse(text) && isSafe(text), '应写成 https:// 开头的网址')

const mailFrom = z.string().refine((text) => /^[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(text), '应写成 同心 <tongxin@example.cn>')
const hosts = z.union([z.array(z.string()), z.string().transform((text) => text.split(',').map((host) => host.trim().toLowerCase()).filter(Boolean))])

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8600).describe('网页端口；0 表示任选一个空闲端口'),
  HOST: z.string().default('127.0.0.1').describe('监听地址；要让局域网访问，写 0.0.0.0 并在前面放 HTTPS 代理'),
  DATA_DIR: z.string().default('data').describe('数据、密钥、上传文件所在的文件夹'),
  DATABASE_URL: databaseUrl.optional().describe('自己的 PostgreSQL（15–18）的所有者连接地址；不写就用内置的'),
  DATABASE_APP_URL: databaseUrl.optional().describe('应用角色的连接地址；不写就由程序建立应用角色'),
  PUBLIC_URL: z.string().optional().describe('用户访问的网址，写在凭条上；不写就用监听地址'),
  PLAIN_HTTP: z.stringbool().default(false).describe('没有 HTTPS、又不是本机访问时设为 true：会话 Cookie 不再要求加密连接'),
  TRUST_PROXY: z.stringbool().default(false).describe('前面有反向代理时设为 true：从代理的请求头取访问者地址'),
  POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('应用连接池大小'),
  UPDATE_BACKUP: z.stringbool().default(true).describe('更新后第一次启动、要改数据库结构时，先自动备份；库很大、另有备份办法时可设为 false'),
  DISK_RESERVE: z.coerce.number().int().min(0).max(100_000).default(64).describe('数据文件夹所在磁盘只剩这么多 MB 时不再登记和上传，只许查看，免得数据库因写不了日志而停下'),
  KEYS_LOST: z.stringbool().default(false).describe('密钥文件确实找不回来时设为 true 才能启动：已加密的内容永远打不开'),
  OIDC_ISSUER: issuer.optional().describe('单位统一登录（OIDC）的签发者网址；不写就没有这个按钮'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('在单位统一登录那边登记的客户端编号'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('客户端密钥；没有密钥的公开客户端不写'),
  OIDC_SCOPE: z.string().refine((text) => text.split(' ').includes('openid'), '要含有 openid').default('openid profile').describe('向单位统一登录要哪些资料'),
  OIDC_LOGIN_CLAIM: z.string().min(1).default('preferred_username').describe('哪一项是登录名或工号，绑定时显示给本人核对'),
  OIDC_NAME: z.string().min(1).max(20).default('单位统一登录').describe('登录页按钮上的字'),
  OIDC_SECOND_FACTOR: z.stringbool().default(false).describe('单位统一登录自己已经要两步验证时设为 true：本系统不再问第二步'),
  SMTP_HOST: z.string().min(1).max(200).optional().describe('发信服务器；不写就不发邮件，通知只在系统里'),
  SMTP_PORT: z.coerce.number().int().min(1).max(65_535).default(465).describe('发信服务器的端口'),
  SMTP_SECURITY: z.enum(['tls', 'starttls', 'none']).default('tls').describe('加密：tls（465）、starttls（587，不加密就不发）、none（只在本机或可信的内网）'),
  SMTP_USER: z.string().min(1).optional().describe('发信用户名；不用登录的服务器不写'),
  SMTP_PASSWORD: z.string().min(1).optional().describe('发信密码或授权码'),
  SMTP_CA: z.string().min(1).optional().describe('单位自建的证书颁发机构：根证书文件（PEM）的路径；公共证书的服务器不写'),
  MAIL_FROM: mailFrom.optional().describe('发信人，如 同心 <tongxin@example.cn>；要发邮件就要写'),
  HOOK_PRIVATE_HOSTS: hosts.default([]).describe('群机器人在内网时允许的主机名（可带 :端口），用逗号隔开；不写就只许公网的 https 地址'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info').describe('日志详细程度'),
})

export type Settings = z.output<typeof schema> & { dataDir: string }

/** Reads the environment; an unlawful value is a sentence with its name, not a stack. */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`)
    throw new Error(`环境变量有误：\n${faults.join('\n')}`)
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL } = parsed.data
  if (OIDC_ISSUER && !OIDC_CLIENT_ID) throw new Error('环境变量有误：\nOIDC_CLIENT_ID：用单位统一登录，还要写客户端编号')
  if (OIDC_ISSUER && !PUBLIC_URL) throw new Error('环境变量有误：\nPUBLIC_URL：用单位统一登录，还要写用户访问的网址，登录完要回到这里')
  const { SMTP_HOST, MAIL_FROM } = parsed.data
  if (SMTP_HOST && !MAIL_FROM) throw new Error('环境变量有误：\nMAIL_FROM：要发邮件，还要写发信人')
  if (SMTP_HOST && !PUBLIC_URL) throw new Error('环境变量有误：\nPUBLIC_URL：要发邮件，还要写用户访问的网址，信里的链接从这里打开')
  return { ...parsed.data, dataDir: resolve(parsed.data.DATA_DIR) }
}

/** The address people open and the unit's own sign-on, for the gate. */
export function siteFrom(settings: Settings): SiteParts {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = settings
  const signOn = issuer && clientId
    ? signOnWith({
      issuer, clientId, clientSecret: settings.OIDC_CLIENT_SECRET ?? null, scope: settings.OIDC_SCOPE, claim: settings.OIDC_LOGIN_CLAIM,
      name: settings.OIDC_NAME, strong: settings.OIDC_SECOND_FACTOR,
    })
    : null
  return { publicUrl: settings.PUBLIC_URL ?? null, signOn }
}

/** A file that cannot be read is said at the start, not with the first letter. */
function authorityIn(path: string): string {
  try {
    const text = readFileSync(path, 'utf8')
    new X509Certificate(text)
    return text
  } catch {
    throw new Error(`环境变量有误：\nSMTP_CA：${path} 读不出证书，请写 PEM 格式的根证书文件`)
  }
}

/** What may leave this machine: mail, and messages to groups. */
export function outwardFrom(settings: Settings): Outward {
  const { SMTP_HOST: host, MAIL_FROM: from, SMTP_PORT: port, SMTP_SECURITY: security, SMTP_USER: user, SMTP_PASSWORD: password, SMTP_CA: ca } = settings
  const smtp = host && from ? { host, port, security, user: user ?? null, password: password ?? null, from, ...(ca && { authority: authorityIn(ca) }) } : null
  return { publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null, smtp, privateHosts: settings.HOOK_PRIVATE_HOSTS }
}

/** Where people open it. Listening on every address is no address to open. */
export const addressOf = ({ PUBLIC_URL, HOST, PORT }: Pick<Settings, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string =>
  PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${/^(0\.0\.0\.0|::)$/.test(HOST) ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`

/** For the operator's page and `npm run print`. */
export const settingWords = Object.entries(schema.shape).map(([name, field]) => ({ name, words: field.description ?? '' }))

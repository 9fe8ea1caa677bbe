import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Session } from '../../core/doorways/sessions.ts'
import type { TokenUser } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import type { LanguageCookie } from './cookie.ts'
import { createComesFromHere } from './csrf.ts'
import { withoutBase } from '../context/base-path.ts'
import { ownPath } from './own-path.ts'
import type { Sessions } from './sessions.ts'
import type { SignIns } from './sign-ins.ts'
import type { VerifiedToken } from './tokens.ts'

export interface SignInDeps {
  readonly signIns: SignIns
  readonly sessions: Sessions
  readonly language: LanguageCookie
  readonly page: SignInPage
  readonly publicUrl: string | undefined
}

/** The page behind a link: it posts itself, or asks first. */
export type SignInPage = (c: Context<WebEnv>, offer: SignInOffer) => Response | Promise<Response>

export interface SignInOffer {
  readonly token: string
  readonly next: string
  readonly user: TokenUser
  /** Who is signed in and would be replaced; null where nobody else is. */
  readonly instead: Session['user'] | null
}

interface Fields {
  readonly token: string
  readonly next: string
  readonly replace: boolean
}

const MAX_BYTES = 64 * 1024
const limit = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new Problem('payload_too_large')
  },
})

/** `/sso`: `GET` shows what is behind a link, `POST` turns it, once, into a session. */
export function createSignIn({ signIns, sessions, language, page, publicUrl }: SignInDeps): Hono<WebEnv> {
  const comesFromHere = createComesFromHere(publicUrl)
  const app = new Hono<WebEnv>()
  app.use('/sso', async (c, next) => {
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    await next()
  })

  app.get('/sso', async (c) => {
    const { token = '', next = '' } = c.req.query()
    const link = await open(c, token)
    const session = await sessions.of(c)
    if (session?.tokenId === link.id) return enter(c, next)
    return await page(c, { token, next, user: link.user, instead: anotherUser(session, link) })
  })

  app.post('/sso', limit, async (c) => {
    if (!comesFromHere(c)) throw new Problem('forbidden')
    const { token, next, replace } = await readFields(c)
    const link = await open(c, token)
    const session = await sessions.of(c)
    if (session?.tokenId === link.id) return enter(c, next)
    const instead = anotherUser(session, link)
    if (instead && !replace) return await page(c, { token, next, user: link.user, instead })
    const user = await signIns.admit(c, link)
    const begun = await sessions.open(c, link, user)
    if (begun === 'spent') throw await signIns.refuse(c, link, 'jti', 'used before')
    if (begun === 'ended') throw await signIns.refuse(c, link, 'iat', 'the membership was ended')
    language.write(c, link.user.locale)
    return enter(c, next)
  })
  return app

  async function open(c: Context<WebEnv>, token: string): Promise<VerifiedToken> {
    const link = await signIns.check(c, token, 'link')
    if (link.user.locale) c.set('locale', link.user.locale)
    return link
  }
}

function enter(c: Context<WebEnv>, next: string): Response {
  return c.redirect(ownPath(withoutBase(next, c.var.base)), 303)
}

function anotherUser(session: Session | null, { user }: VerifiedToken): Session['user'] | null {
  if (!session) return null
  const { organization, userId } = session.user
  return organization.id === user.organization.id && userId === user.userId ? null : session.user
}

async function readFields(c: Context<WebEnv>): Promise<Fields> {
  const fields = new URLSearchParams(await c.req.text())
  return {
    token: fields.get('token') ?? '',
    next: fields.get('next') ?? '',
    replace: fields.get('replace') === 'yes',
  }
}

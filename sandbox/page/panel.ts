import { SignJWT } from 'jose'

/** The part of the organization's panel that the page plays, over the product's own API. */
export type Panel = ReturnType<typeof createPanel>

/** What the product answered. */
export interface PanelAnswer {
  readonly status: number
  readonly body: unknown
}

const USER = {
  name: 'علی رضایی',
  mobile: '09121234567',
  org: { id: 'testco', name: 'testco', plan: 'professional' },
}

/** Speaks for the panel's user, as the real panel does. */
export function createPanel(options: { panelUrl: () => string; panelJwtSecret: string }) {
  const secret = new TextEncoder().encode(options.panelJwtSecret)

  async function ask(locale: string, body?: object): Promise<PanelAnswer> {
    const token = await new SignJWT({ ...USER, locale })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('testco-ali')
      .setAudience('support')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(secret)
    const response = await fetch(`${options.panelUrl()}/api/v1/telegram-groups`, {
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': locale,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
    return { status: response.status, body: await response.json() }
  }

  return {
    listGroups: (locale: string) => ask(locale),
    /** The ID as somebody has typed it: reading it is the product's part. */
    activateGroup: (locale: string, groupId: string) => ask(locale, { groupId }),
  }
}

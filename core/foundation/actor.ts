/** Who acts. A doorway makes one from a Telegram sender or a verified token, never from user input. */
export type Actor = MemberActor | PanelActor | AgentActor | SystemActor

/** A member of a linked group, or a verified person in a private chat. */
export interface MemberActor {
  readonly kind: 'member'
  readonly organizationId: string
  /** The sender's id; for anonymous admins and channels the id of the chat they speak for. */
  readonly telegramId: number
  readonly name: string
}

/** A user of the company's panel, known from a signed token. */
export interface PanelActor {
  readonly kind: 'panel'
  readonly organizationId: string
  readonly userId: string
  readonly name: string
  readonly role: 'admin' | 'member'
}

/** Somebody in the staff group. */
export interface AgentActor {
  readonly kind: 'agent'
  readonly telegramId: number
  readonly name: string
}

/** The product itself, when a time has come. */
export interface SystemActor {
  readonly kind: 'system'
}

export type CustomerActor = MemberActor | PanelActor

/** An actor as it is remembered on tickets, messages and history. */
export interface Party {
  readonly side: Side
  readonly name: string
  readonly telegramId: number | null
  readonly panelUserId: string | null
}

export type Side = 'customer' | 'agent' | 'system'

/** Somebody as Telegram or the panel knows them. */
export type Identity =
  | { readonly telegramId: number }
  | { readonly organizationId: string; readonly userId: string }

/** An identity as one word, by which rows that name somebody are found. */
export function personKey(identity: Identity): string {
  return 'telegramId' in identity
    ? `telegram:${identity.telegramId}`
    : `panel:${JSON.stringify([identity.organizationId, identity.userId])}`
}

/** What is remembered of an actor. */
export function partyOf(actor: Actor): Party {
  switch (actor.kind) {
    case 'member':
      return { side: 'customer', name: actor.name, telegramId: actor.telegramId, panelUserId: null }
    case 'panel':
      return { side: 'customer', name: actor.name, telegramId: null, panelUserId: actor.userId }
    case 'agent':
      return { side: 'agent', name: actor.name, telegramId: actor.telegramId, panelUserId: null }
    case 'system':
      return { side: 'system', name: '', telegramId: null, panelUserId: null }
  }
}

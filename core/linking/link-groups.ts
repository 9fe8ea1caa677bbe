import type { Attempt } from './attempts.ts'
import { doneByUser, doneOnTelegram, type NewAuditEntry } from '../audit/entry.ts'
import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { Trail } from '../policies/trail.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import type { Gate, GroupStore } from '../groups/ports.ts'
import type { PeopleReader } from '../people/reader.ts'
import { admits, EXILE_MS, faultOfCode, LINK_CODE_MS, openUntil } from '../groups/door.ts'
import { type Group, type InspectChat, parseGroupId } from '../groups/group.ts'

export interface LinkGroups {
  /**
   * Links a group to the panel user's organization and welcomes it there; a suspended or linked one of the same
   * organization becomes active again. Throws `invalid_group_id`, `bot_not_in_group`, `group_linked_elsewhere`,
   * `group_not_ready`, `too_many_attempts`, `telegram_unavailable`; with `unlessMuted`, `bot_muted` for a new one where
   * the bot may not write.
   */
  activate(actor: PanelActor, groupId: string | number, options?: ActivateOptions): Promise<Activated>
  /** Makes a one-tap link for the organization: it links one group, within an hour. */
  createLink(actor: PanelActor): Promise<{ readonly code: string; readonly expiresAt: Date }>
  /**
   * Links a group for somebody who sent a one-tap link's code there. False where they have neither added the bot nor
   * administer the group, and have nothing to decide; where nobody has told yet who added the bot, the code counts from
   * then on. Throws `link_code_unknown`, `link_code_spent`,
   * `link_code_expired`, `group_linked_elsewhere`, `group_not_ready`.
   */
  linkByCode(chat: Pick<Group, 'chatId' | 'title'>, code: string, by: Sender): Promise<boolean>
  /** Links a group for who has added the bot there, if their one-tap link's code came before that was known. */
  linkPresented(chat: Pick<Group, 'chatId' | 'title'>, addedBy: number): Promise<void>
  /** A group asks to be linked; until when it can be. Null for one that is linked. */
  ask(chatId: number): Promise<Date | null>
  /** Until when a group can be linked by its ID; null where it can't be now. */
  openUntil(chatId: number): Promise<Date | null>
  /** Unlinks a group of the organization. Throws `not_found`, `invalid_group_id`. */
  unlink(actor: PanelActor, groupId: string | number): Promise<void>
  /**
   * Unlinks for one of the group's own admins; the caller has checked with Telegram that they are one. The
   * organization stays out for a week.
   */
  unlinkByGroupAdmin(chatId: number, adminId: number): Promise<void>
  list(actor: PanelActor): Promise<Group[]>
}

export interface ActivateOptions {
  readonly unlessMuted?: boolean
}

export interface Activated {
  readonly group: Group
  readonly created: boolean
  /** The group's admins don't let the bot write there. */
  readonly isMuted: boolean
}

/** Who has sent a code, as Telegram says. */
export interface Sender {
  readonly telegramId: number
  readonly isAdmin: boolean
}

export interface LinkGroupsPorts {
  readonly groups: GroupStore
  readonly people: PeopleReader
  readonly inspectChat: InspectChat
  readonly settings: Pick<DeskSettings, 'staffChatId' | 'groupLinkWindowMs'>
  readonly clock: () => Date
  readonly trail: Trail
  readonly attempt: Attempt
}

/** Builds the use cases that link groups to organizations. */
export function createLinkGroups({
  groups,
  people,
  inspectChat,
  settings,
  clock,
  trail,
  attempt,
}: LinkGroupsPorts): LinkGroups {
  return {
    async activate(actor, groupId, options = {}) {
      await trail.authorize(actor, 'manage_groups')
      const chatId = await groups.currentId(parseOrThrow(groupId))
      const known = await groups.find(chatId)
      if (known?.organizationId === actor.organizationId) return await activate(actor, chatId, options)
      return await attempt(actor, chatId, () => activate(actor, chatId, options))
    },

    async createLink(actor) {
      await trail.authorize(actor, 'manage_groups')
      const expiresAt = new Date(clock().getTime() + LINK_CODE_MS)
      return { code: await groups.issueCode(actor.organizationId, expiresAt), expiresAt }
    },

    async linkByCode(chat, code, by) {
      const key = groups.keyOfCode(code)
      const { addedBy } = await groups.door(chat.chatId)
      if (by.isAdmin || addedBy === by.telegramId) return await linkByKey(chat, key, by)
      if (addedBy === null) await groups.present(key, chat.chatId, by.telegramId)
      return false
    },

    async linkPresented(chat, addedBy) {
      const key = await groups.presented(chat.chatId, addedBy)
      if (key !== null) await linkByKey(chat, key, { telegramId: addedBy, isAdmin: false })
    },

    async ask(chatId) {
      if (await groups.find(chatId)) return null
      const at = clock()
      await groups.ask(chatId, { at })
      return openUntil({ askedAt: at }, settings.groupLinkWindowMs, at)
    },

    async openUntil(chatId) {
      return openUntil(await groups.door(chatId), settings.groupLinkWindowMs, clock())
    },

    async unlink(actor, groupId) {
      await trail.authorize(actor, 'manage_groups')
      const group = await groups.find(parseOrThrow(groupId))
      if (!group || group.organizationId !== actor.organizationId) throw new DeskError('not_found')
      await unlink(group, doneByUser(actor, 'group_unlinked', { groupId: String(group.chatId) }))
    },

    async unlinkByGroupAdmin(chatId, adminId) {
      const group = await groups.find(chatId)
      if (!group) throw new DeskError('not_found')
      const details = { groupId: String(group.chatId) }
      const entry = doneOnTelegram(group.organizationId, adminId, 'group_unlinked', details)
      await unlink(group, entry, new Date(clock().getTime() + EXILE_MS))
    },

    async list(actor) {
      authorize(actor, 'list_groups')
      return await groups.ofOrganization(actor.organizationId)
    },
  }

  async function linkByKey(
    { chatId, title }: Pick<Group, 'chatId' | 'title'>,
    key: string,
    by: Sender,
  ): Promise<boolean> {
    const now = clock()
    const issued = await groups.linkCode(key)
    const fault = faultOfCode(issued, now)
    if (fault || !issued) throw new DeskError(fault ?? 'link_code_unknown')
    const { organizationId } = issued
    const entry = doneOnTelegram(organizationId, by.telegramId, 'group_linked', { groupId: String(chatId) })
    const { created } = await link(organizationId, { chatId, title }, entry, {
      key,
      admit: ({ door, code: current }) => {
        const late = faultOfCode(current, now)
        if (late) throw new DeskError(late)
        const isLetIn = by.isAdmin || admits(door, organizationId, settings.groupLinkWindowMs, now)
        if (!isLetIn) throw new DeskError('group_not_ready')
      },
    })
    return created
  }

  async function activate(
    actor: PanelActor,
    chatId: number,
    { unlessMuted = false }: ActivateOptions,
  ): Promise<Activated> {
    const { organizationId } = actor
    if (chatId === settings.staffChatId()) throw new DeskError('group_linked_elsewhere')
    const known = await groups.find(chatId)
    if (known && known.organizationId !== organizationId) throw new DeskError('group_linked_elsewhere')
    const seen = await inspectChat(chatId)
    if (seen.kind === 'absent') throw new DeskError('bot_not_in_group')
    if (seen.kind === 'unavailable') throw new DeskError('telegram_unavailable')
    const isMuted = seen.isMuted === true
    const entry = doneByUser(actor, 'group_linked', { groupId: String(seen.chatId) })
    const linked = await link(organizationId, seen, entry, {
      admit: ({ door }) => {
        if (!admits(door, organizationId, settings.groupLinkWindowMs, clock()))
          throw new DeskError('group_not_ready')
        if (unlessMuted && isMuted) throw new DeskError('bot_muted')
      },
    })
    return { ...linked, isMuted }
  }

  /** Links a group, or takes a suspended one up again, and welcomes it where it was not active. */
  async function link(
    organizationId: string,
    { chatId, title }: Pick<Group, 'chatId' | 'title'>,
    entry: NewAuditEntry,
    gate: Gate,
  ): Promise<{ readonly group: Group; readonly created: boolean }> {
    if (chatId === settings.staffChatId()) throw new DeskError('group_linked_elsewhere')
    const group: Group = {
      chatId,
      organizationId,
      title,
      state: 'active',
      reason: null,
      activatedAt: clock(),
    }
    const welcome: NewDelivery = {
      destination: { kind: 'chat', chatId },
      ticketNumber: null,
      payload: { kind: 'welcome' },
    }
    const linked = await groups.link(group, [welcome], entry, gate)
    if (linked.group.organizationId !== organizationId) throw new DeskError('group_linked_elsewhere')
    return linked
  }

  async function unlink(group: Group, entry: NewAuditEntry, exiledUntil?: Date): Promise<void> {
    const organization = (await people.organization(group.organizationId))?.name ?? group.organizationId
    const farewell: NewDelivery = {
      destination: { kind: 'chat', chatId: group.chatId },
      ticketNumber: null,
      payload: { kind: 'farewell', organization },
    }
    await groups.unlink(group.chatId, [farewell], entry, exiledUntil)
  }
}

function parseOrThrow(groupId: string | number): number {
  const chatId = parseGroupId(groupId)
  if (chatId === null) throw new DeskError('invalid_group_id')
  return chatId
}

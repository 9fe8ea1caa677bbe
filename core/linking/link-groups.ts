import { doneByUser, doneOnTelegram, type NewAuditEntry } from '../audit/entry.ts'
import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { Trail } from '../policies/trail.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import type { GroupStore } from '../groups/ports.ts'
import type { PeopleReader } from '../people/reader.ts'
import { type Group, type InspectChat, parseGroupId } from '../groups/group.ts'

export interface LinkGroups {
  /**
   * Links a group to the panel user's organization and welcomes it there; a suspended or linked one of the same
   * organization becomes active again. Throws `invalid_group_id`, `bot_not_in_group`, `group_linked_elsewhere`,
   * `telegram_unavailable`.
   */
  activate(
    actor: PanelActor,
    groupId: string | number,
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  /** Unlinks a group of the organization. Throws `not_found`, `invalid_group_id`. */
  unlink(actor: PanelActor, groupId: string | number): Promise<void>
  /** Unlinks for one of the group's own admins; the caller has checked with Telegram that they are one. */
  unlinkByGroupAdmin(chatId: number, adminId: number): Promise<void>
  list(actor: PanelActor): Promise<Group[]>
}

export interface LinkGroupsPorts {
  readonly groups: GroupStore
  readonly people: PeopleReader
  readonly inspectChat: InspectChat
  readonly settings: Pick<DeskSettings, 'staffChatId'>
  readonly clock: () => Date
  readonly trail: Trail
}

/** Builds the use cases that link groups to organizations. */
export function createLinkGroups({
  groups,
  people,
  inspectChat,
  settings,
  clock,
  trail,
}: LinkGroupsPorts): LinkGroups {
  return {
    async activate(actor, groupId) {
      await trail.authorize(actor, 'manage_groups')
      const chatId = await groups.currentId(parseOrThrow(groupId))
      if (chatId === settings.staffChatId()) throw new DeskError('group_linked_elsewhere')
      const known = await groups.find(chatId)
      if (known && known.organizationId !== actor.organizationId)
        throw new DeskError('group_linked_elsewhere')
      const seen = await inspectChat(chatId)
      if (seen.kind === 'absent') throw new DeskError('bot_not_in_group')
      if (seen.kind === 'unavailable') throw new DeskError('telegram_unavailable')
      const group: Group = {
        chatId: seen.chatId,
        organizationId: actor.organizationId,
        title: seen.title,
        state: 'active',
        reason: null,
        activatedAt: clock(),
      }
      const welcome: NewDelivery[] =
        known?.state === 'active'
          ? []
          : [
              {
                destination: { kind: 'chat', chatId: seen.chatId },
                ticketNumber: null,
                payload: { kind: 'welcome' },
              },
            ]
      const entry = doneByUser(actor, 'group_linked', { groupId: String(seen.chatId) })
      const linked = await groups.link(group, welcome, entry)
      if (linked.group.organizationId !== actor.organizationId) throw new DeskError('group_linked_elsewhere')
      return linked
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
      await unlink(group, doneOnTelegram(group.organizationId, adminId, 'group_unlinked', details))
    },

    async list(actor) {
      authorize(actor, 'list_groups')
      return await groups.ofOrganization(actor.organizationId)
    },
  }

  async function unlink(group: Group, entry: NewAuditEntry): Promise<void> {
    const organization = (await people.organization(group.organizationId))?.name ?? group.organizationId
    const farewell: NewDelivery = {
      destination: { kind: 'chat', chatId: group.chatId },
      ticketNumber: null,
      payload: { kind: 'farewell', organization },
    }
    await groups.unlink(group.chatId, [farewell], entry)
  }
}

function parseOrThrow(groupId: string | number): number {
  const chatId = parseGroupId(groupId)
  if (chatId === null) throw new DeskError('invalid_group_id')
  return chatId
}

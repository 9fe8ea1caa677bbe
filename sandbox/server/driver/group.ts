import { withhold } from '../updates/queue.ts'
import { removeMessage } from '../world/change.ts'
import { chatOf, isAdmin, isPresent } from '../world/chats.ts'
import { rightsFrom } from '../world/members.ts'
import { addMember, removeMember, setMember } from '../activity/membership.ts'
import { migrateGroup, type MigrationOrder } from '../activity/migration.ts'
import { postService } from '../activity/post.ts'
import type { Chat, Member, Rights } from '../world/state.ts'
import { createTopic, deleteTopic, editTopic, openTopics, setTopicClosed } from '../activity/topics.ts'
import { personOf, TELEGRAM } from '../world/users.ts'
import { createAt } from './at.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'
import { createReading } from './reading.ts'

interface Someone {
  id: number
}

/** What Telegram lets stand after `startgroup=`. */
const PAYLOAD = /^[\w-]{1,64}$/

/** A basic group, supergroup or forum. */
export type Group = ReturnType<typeof createRoom> & {
  /** Turns a basic group into a supergroup: a new chat, in which messages count from 1 again. */
  migrate(options?: { order?: MigrationOrder }): Group
  /** Turns topics on. A basic group becomes a supergroup first. */
  enableTopics(): Group
}

/** The handle of a group. */
export function createGroup(context: Context, key: string): Group {
  const { world } = context
  const chat = chatOf(world, key)
  const room = createRoom(context, chat)
  const become = (next: Chat) => createGroup(context, next.key)
  return Object.assign(room, {
    migrate: (options: { order?: MigrationOrder } = {}) =>
      become(migrateGroup(world, chat, room.someAdmin(), options.order)),
    enableTopics(): Group {
      const target = chat.kind === 'group' ? migrateGroup(world, chat, room.someAdmin()) : chat
      openTopics(world, target)
      return become(target)
    },
  })
}

function createRoom(context: Context, chat: Chat) {
  const { world } = context
  const someAdmin = (): number =>
    [...chat.members].find(([, { status }]) => status === 'creator')?.[0] ??
    [...chat.members.keys()][0] ??
    TELEGRAM

  function change(who: Someone, by: Someone | undefined, next: Partial<Member>): void {
    const member = chat.members.get(who.id)
    if (!isPresent(member)) throw new Error(`${who.id} is not in «${chat.title}»`)
    setMember(world, chat, who.id, by?.id ?? someAdmin(), { ...member, ...next })
  }
  function sendStart(bot: number, by: number, code: string): void {
    createAt(context, chat, { person: by }).send(`/start@${personOf(world, bot).username} ${code}`)
  }
  function topicOf(id: number) {
    const topic = chat.topics.get(id)
    if (!topic) throw new Error(`«${chat.title}» has no topic ${id}`)
    return topic
  }

  return {
    id: chat.id,
    chat,
    get title() {
      return chat.title
    },
    get isForum() {
      return chat.forum
    },
    /** The person who acts when the caller names nobody. */
    someAdmin,
    members: () => [...chat.members].filter(([, member]) => isPresent(member)).map(([id]) => id),
    status: (who: Someone) => chat.members.get(who.id)?.status,

    /**
     * Lets somebody in. With `startgroup`, a bot is added by `https://t.me/BOT?startgroup=CODE`: the one who adds it
     * sends `/start@bot CODE` in the same breath, as Telegram does. The bot hears of both in either order: with
     * `startFirst` of the command first, and that it was added when what this returns is called.
     */
    add(
      who: Someone,
      options: {
        by?: Someone
        admin?: boolean | Partial<Rights>
        startgroup?: string
        startFirst?: boolean
      } = {},
    ): () => void {
      const { by, admin = false, startgroup, startFirst = false } = options
      if (startgroup !== undefined && !PAYLOAD.test(startgroup)) throw new Error('no payload of a link')
      const how = admin === false ? {} : { status: 'administrator' as const, rights: rightsFrom(admin) }
      const adder = by?.id ?? someAdmin()
      const bot = world.state.bots.get(who.id)
      const before = bot?.lastUpdateId ?? 0
      // Whoever opens the link for a group where the bot is already only sends the command.
      if (startgroup === undefined || !isPresent(chat.members.get(who.id)))
        addMember(world, chat, who.id, adder, how)
      if (startgroup !== undefined) sendStart(who.id, adder, startgroup)
      return bot && startFirst ? withhold(world, bot, before, 'my_chat_member') : () => {}
    },
    /** Lets somebody join through an invite link. */
    join: (who: Someone) => addMember(world, chat, who.id, who.id),
    leave: (who: Someone) => removeMember(world, chat, who.id, { by: who.id, status: 'left' }),
    kick: (who: Someone, options: { by?: Someone } = {}) =>
      removeMember(world, chat, who.id, { by: options.by?.id ?? someAdmin(), status: 'kicked' }),
    promote: (who: Someone, rights: boolean | Partial<Rights> = true, options: { by?: Someone } = {}) =>
      change(who, options.by, { status: 'administrator', rights: rightsFrom(rights) }),
    demote: (who: Someone, options: { by?: Someone } = {}) => change(who, options.by, { status: 'member' }),
    /** Takes away the right to write. */
    restrict: (who: Someone, options: { by?: Someone } = {}) =>
      change(who, options.by, { status: 'restricted' }),
    /** Forbids bots that are no administrators to send anything but text, or allows it again. */
    forbidMedia(forbidden = true): void {
      if (forbidden) chat.textOnly = true
      else delete chat.textOnly
      world.changed()
    },
    /** Lets an administrator speak as the group, or in person again. */
    setAnonymous(who: Someone, anonymous: boolean, title?: string): void {
      const member = chat.members.get(who.id)
      if (!member || !isAdmin(member)) throw new Error('only administrators are anonymous')
      const { anonymous: _, title: __, ...rest } = member
      chat.members.set(who.id, {
        ...rest,
        ...(anonymous && { anonymous }),
        ...(title !== undefined && { title }),
      })
      world.changed()
    },
    rename(title: string, by?: Someone): void {
      chat.title = title
      postService(world, chat, by?.id ?? someAdmin(), { new_chat_title: title })
    },
    /** Deletes the group. Bots find out when their next call fails. */
    delete(): void {
      chat.deleted = true
      world.changed()
    },
    disableTopics(): void {
      chat.forum = false
      world.changed()
    },
    createTopic: (by: Someone, name: string): number => createTopic(world, chat, { name, creator: by.id }).id,
    renameTopic: (by: Someone, id: number, name: string) =>
      editTopic(world, chat, topicOf(id), by.id, { name }),
    /** Forbids that its messages are forwarded, or allows it again. */
    protect(on = true) {
      if (on) chat.protected = true
      else delete chat.protected
      world.changed()
    },
    closeTopic: (by: Someone, id: number) => void setTopicClosed(world, chat, topicOf(id), by.id, true),
    reopenTopic: (by: Someone, id: number) => void setTopicClosed(world, chat, topicOf(id), by.id, false),
    /** Deletes a topic. `error` is the description that bots get when they post there. */
    deleteTopic: (id: number, options: { error?: string } = {}) =>
      deleteTopic(world, chat, topicOf(id), options.error),
    topic(id: number) {
      const { name, closed, iconColor, iconEmoji, deleted } = topicOf(id)
      return {
        id,
        name,
        closed,
        iconColor,
        iconEmoji,
        deleted: deleted !== undefined,
        messages: () => context.messages(chat, id),
      }
    },
    /** Topics that exist now, without General. */
    topics: () =>
      [...chat.topics.values()]
        .filter(({ id, deleted }) => id !== 1 && deleted === undefined)
        .map(({ id, name }) => ({ id, name })),

    ...createReading(context, chat),
    message: (id: number): Message | undefined => {
      const stored = chat.messages.get(id)
      return stored && context.message(stored)
    },
    /** Deletes a message as an administrator would. */
    deleteMessage(message: Message): void {
      const stored = chat.messages.get(message.id)
      if (stored) removeMessage(world, chat, stored)
    },
    get pinned(): Message[] {
      return chat.pinned.flatMap((id) => chat.messages.get(id) ?? []).map(context.message)
    },
  }
}

import { createComposer } from './composer.js'
import { avatar, el, icon, nameColor, show } from './dom.js'
import { messageElement, snippet } from './message.js'
import { callNameOf, chatAt, messagesAt, spotAt, timeIn, writerAt } from './store.js'
import { createTopics } from './topics.js'
import { dayText, listText, t } from './texts.js'

const RUN_S = 300
const NEAR_PX = 80

/** One column: a chat with its header, its messages and the field. */
export function createChat(place) {
  let view
  let shown
  const heading = el('header.head')
  const list = el('.messages', { role: 'log', tabindex: '0', 'aria-label': t(`place-${place}`) })
  const composer = createComposer(place, { onSent: toEnd })
  const topics = place === 'staff' ? createTopics() : undefined
  const body = el('.body', {}, list, composer.element)
  const element = el(
    `section.chat.place-${place}`,
    { 'aria-label': t(`place-${place}`) },
    heading,
    el('.inside', {}, topics?.element, body),
  )
  let follows = true
  list.addEventListener('scroll', look)
  // Sizes change when a picture has loaded or a hidden pane is shown.
  list.addEventListener('load', () => follows && toEnd(), true)
  new ResizeObserver(() => follows && toEnd()).observe(list)
  const actions = { reply: composer.reply, edit: composer.edit, reveal, command }

  return { element, update }

  function update(next) {
    view = next
    const chat = chatAt(view, place)
    show(heading, chat ? [headOf(chat)] : [], { key: () => 'head', make: headElement })
    topics?.update(view)
    const here = `${chat?.key}/${topics ? view.topic : ''}`
    look()
    follows ||= here !== shown
    shown = here
    show(list, rows(chat), { key: ({ id }) => id, make })
    composer.update(view)
    if (follows) toEnd()
  }

  function headOf({ id, title, members, botSeesAll, typing }) {
    const { bot } = view.state
    const writing = typing
      .filter(({ person, topic }) => person !== writerAt(view, place) && (!topics || topic === view.topic))
      .map(({ person }) => callNameOf(view, person) ?? bot.name)
    const about = writing.length > 0 ? t('is-typing', listText(writing)) : ''
    if (place === 'private') return { id: bot.id, title: bot.name, about, members: t('bot'), warns: false }
    const hasBot = members.some((member) => member.id === bot.id)
    const names = members.flatMap((member) => callNameOf(view, member.id) ?? [])
    return {
      id,
      title,
      about,
      members: hasBot ? listText([...names, t('bot')]) : t('bot-gone'),
      warns: hasBot && !botSeesAll,
    }
  }
  function headElement({ id, title, about, members, warns }) {
    return el(
      '.who',
      {},
      avatar(id, title),
      el(
        '.about',
        {},
        el('h2', {}, el('bdi', {}, title)),
        about ? el('small.typing', {}, about) : el('small', {}, members),
      ),
      warns &&
        el('small.privacy', { title: t('privacy-on') }, icon('unseen'), el('span', {}, t('privacy-on'))),
    )
  }

  function rows(chat) {
    const messages = messagesAt(view, place)
    const former = (chat?.former ?? []).map((message) => ({ ...message, id: `former-${message.id}` }))
    if (messages.length + former.length === 0) {
      const words = place === 'private' ? t('no-private') : t('no-messages')
      return [{ id: 'empty', empty: words }]
    }
    const where = spotAt(view, place)
    const canWrite = chat.members.some(({ id }) => id === where.person)
    const now = timeIn(view)
    const groups = byAlbum([...former, ...messages])
    let day
    return groups.flatMap(([message, ...album], index) => {
      const today = dayText(message.date, now)
      const separator = today === day ? [] : [{ id: `day-${today}`, day: today }]
      day = today
      const item = {
        id: message.id,
        message: withAlbum(message, album),
        where,
        canWrite: canWrite && !former.includes(message),
        own: message.from.id === where.person,
        continues: separator.length === 0 && sameRun(groups[index - 1]?.at(-1), message),
        closes: !sameRun(message, groups[index + 1]?.[0]),
        replied: repliedOf(chat, message),
        title: chat.title,
      }
      return [...separator, item]
    })
  }
  function repliedOf(chat, { replyTo }) {
    if (replyTo === undefined) return undefined
    const message = chat.messages.find(({ id }) => id === replyTo)
    if (!message) return { id: replyTo, text: t('reply-gone') }
    return { id: replyTo, name: message.from.name, color: nameColor(message.from.id), text: snippet(message) }
  }
  function make(item) {
    if (item.empty) return el('.empty', { dir: 'auto' }, item.empty)
    return item.day ? el('.day', {}, el('span', {}, item.day)) : messageElement(item, actions)
  }

  function command(words) {
    const suffix = place === 'private' || words.includes('@') ? '' : `@${view.state.bot.username}`
    void composer.say(`${words}${suffix}`)
  }
  function reveal(id) {
    const row = list.querySelector(`[data-message="${id}"]`)
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    row?.classList.remove('flash')
    requestAnimationFrame(() => row?.classList.add('flash'))
  }
  /** Whether the end of the chat is in view, so that it has to stay in view. A hidden chat stays as it was. */
  function look() {
    const { scrollHeight, scrollTop, clientHeight } = list
    if (clientHeight > 0) follows = scrollHeight - scrollTop - clientHeight < NEAR_PX
  }
  function toEnd() {
    list.scrollTop = list.scrollHeight
  }
}

/** Groups messages: those of an album together, every other one alone. */
function byAlbum(messages) {
  const groups = []
  for (const message of messages) {
    const before = groups.at(-1)
    if (message.albumId !== undefined && before?.[0].albumId === message.albumId) before.push(message)
    else groups.push([message])
  }
  return groups
}

/** An album as one message: all its files, with the caption of the item that has one. */
function withAlbum(message, more) {
  if (more.length === 0) return message
  const all = [message, ...more]
  const { text, entities } = all.find((one) => one.text) ?? message
  return { ...message, text, entities, album: all, reactions: all.flatMap(({ reactions }) => reactions) }
}

function sameRun(message, next) {
  if (!message || !next || message.service || next.service) return false
  return message.from.id === next.from.id && next.date - message.date < RUN_S
}

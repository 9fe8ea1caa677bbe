import { createComposer } from './composer.js'
import { avatar, el, icon, nameColor, show } from './dom.js'
import { messageElement, snippet } from './message.js'
import { callNameOf, chatAt, messagesAt } from './store.js'
import { createTopics } from './topics.js'
import { dayText, listText, t } from './texts.js'

const RUN_S = 300
const NEAR_PX = 80

/** One column: a chat with its header, its messages and the place to write. */
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
  const actions = { reply: composer.reply, edit: composer.edit, reveal, command }

  return { element, update }

  function update(next) {
    view = next
    const chat = chatAt(view, place)
    show(heading, chat ? [headOf(chat)] : [], { key: () => 'head', make: headElement })
    topics?.update(view)
    const here = `${chat?.key}/${topics ? view.topic : ''}`
    const follows = here !== shown || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX
    shown = here
    show(list, rows(chat), { key: ({ id }) => id, make })
    composer.update(view)
    if (follows) toEnd()
  }

  function headOf({ id, title, members, botSeesAll }) {
    const names = members.flatMap((member) => callNameOf(view, member.id) ?? [])
    const subtitle = listText([...names, t('bot')])
    if (place !== 'private') return { id, title, subtitle, warns: !botSeesAll }
    return { id: view.state.bot.id, title: view.state.bot.name, subtitle, warns: false }
  }
  function headElement({ id, title, subtitle, warns }) {
    return el(
      '.who',
      {},
      avatar(id, title),
      el(
        '.about',
        {},
        el('h2', {}, el('bdi', {}, title)),
        el('small', {}, `${t(`place-${place}`)} · ${subtitle}`),
      ),
      warns &&
        el('small.privacy', { title: t('privacy-on') }, icon('unseen'), el('span', {}, t('privacy-on'))),
    )
  }

  function rows(chat) {
    const messages = messagesAt(view, place)
    if (messages.length === 0) {
      const words = place === 'private' ? t('no-private') : t('no-messages')
      return [{ id: 'empty', empty: words }]
    }
    const canWrite = chat.members.some(({ id }) => id === view.writer)
    const where = { chat: chat.key, person: view.writer, topic: place === 'staff' ? view.topic : 1 }
    let day
    return messages.flatMap((message, index) => {
      const today = dayText(message.date)
      const separator = today === day ? [] : [{ id: `day-${today}`, day: today }]
      day = today
      const item = {
        id: message.id,
        message,
        where,
        canWrite,
        own: message.from.id === view.writer,
        continues: separator.length === 0 && sameRun(messages[index - 1], message),
        closes: !sameRun(message, messages[index + 1]),
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
    if (chatAt(view, place).members.some(({ id }) => id === view.writer))
      void composer.say(`${words}${suffix}`)
  }
  function reveal(id) {
    const row = list.querySelector(`[data-message="${id}"]`)
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    row?.classList.remove('flash')
    requestAnimationFrame(() => row?.classList.add('flash'))
  }
  function toEnd() {
    list.scrollTop = list.scrollHeight
  }
}

function sameRun(message, next) {
  if (!message || !next || message.service || next.service) return false
  return message.from.id === next.from.id && next.date - message.date < RUN_S
}

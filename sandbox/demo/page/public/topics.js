import { el, icon, labelDirection, show } from './dom.js'
import { snippet } from './message.js'
import { change, chatAt } from './store.js'
import { t } from './texts.js'

const ICONS = {
  7322096: 'blue',
  16766590: 'yellow',
  13338331: 'violet',
  9367192: 'green',
  16749490: 'rose',
  16478047: 'red',
}

/** The staff group's topics, those with the latest messages first. */
export function createTopics() {
  const seen = new Map()
  const element = el('nav.topics', { 'aria-label': t('topics') })

  function update(view) {
    const chat = chatAt(view, 'staff')
    if (!chat) return
    const items = chat.topics.map((topic) => {
      const last = chat.messages.findLast((message) => message.topic === topic.id)
      if (topic.id === view.topic || seen.size === 0) seen.set(topic.id, last?.id ?? 0)
      return {
        ...topic,
        name: topic.id === 1 ? t('general') : topic.name,
        order: last?.id ?? 0,
        latest: last && !last.service ? snippet(last) : '',
        open: topic.id === view.topic,
        unread: (last?.id ?? 0) > (seen.get(topic.id) ?? 0),
      }
    })
    const inOrder = items.toSorted((a, b) => (b.id === 1) - (a.id === 1) || b.order - a.order)
    const none = inOrder.length > 1 ? [] : [{ id: 'none' }]
    show(element, [...inOrder, ...none], { key: ({ id }) => id, make: row })
  }
  function row({ id, name, closed, iconColor, latest, open, unread }) {
    if (id === 'none') return el('p.no-topics', {}, t('no-topics'))
    return el(
      `button.topic${unread ? '.unread' : ''}`,
      { type: 'button', 'aria-current': open && 'true', onclick: () => change({ topic: id }) },
      el(`span.mark.mark-${ICONS[iconColor] ?? 'grey'}`, {}, closed ? icon('lock') : id === 1 ? '#' : ''),
      el(
        '.about',
        {},
        el('b', { dir: labelDirection(name) }, name),
        el('small', { dir: labelDirection(latest) }, closed ? t('topic-closed') : latest),
      ),
    )
  }
  return { element, update }
}

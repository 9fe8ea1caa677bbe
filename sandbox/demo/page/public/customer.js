import { createChat } from './chat.js'
import { avatar, el, icon, show } from './dom.js'
import { createPane } from './pane.js'
import { change, customersOf, timeIn } from './store.js'
import { clockText, t } from './texts.js'

const ROOMS = ['group', 'private']

/** The customer's phone, held by one of the customer's people: their group and the chat with the bot. */
export function createCustomer() {
  const chats = ROOMS.map((room) => createChat(room))
  const writers = el('.writers', { role: 'group', 'aria-label': t('writing') })
  const rooms = el('nav.rooms', { 'aria-label': t('rooms') })
  const time = el('time')
  const phone = el(
    '.phone',
    {},
    el(
      '.status',
      { 'aria-hidden': 'true' },
      time,
      el('.island'),
      el('.bars', {}, icon('signal'), icon('battery')),
    ),
    rooms,
    chats.map(({ element }) => element),
    el('.home', { 'aria-hidden': 'true' }),
  )
  const element = createPane('customer', writers, phone)

  return {
    element,
    update(view) {
      time.textContent = clockText(timeIn(view))
      phone.dataset.room = view.room
      const people = customersOf(view.state).map(({ id, name, role }) => ({
        id,
        name,
        role,
        chosen: id === view.customer,
      }))
      show(writers, people, { key: ({ id }) => id, make: writerElement })
      show(
        rooms,
        ROOMS.map((room) => ({ room, open: room === view.room })),
        { key: ({ room }) => room, make: roomElement },
      )
      for (const chat of chats) chat.update(view)
    },
  }
}

function writerElement({ id, name, role, chosen }) {
  const called = t(`name-${role}`)
  return el(
    'button.writer',
    {
      type: 'button',
      'aria-pressed': String(chosen),
      title: `${name} · ${t(`role-${role}`)}`,
      onclick: () => change({ customer: id }),
    },
    avatar(id, called),
    called,
  )
}

function roomElement({ room, open }) {
  return el(
    'button.room',
    { type: 'button', 'aria-current': open && 'page', onclick: () => change({ room }) },
    t(`room-${room}`),
  )
}

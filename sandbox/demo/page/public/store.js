import { t } from './texts.js'

const KEY = 'kubit-sandbox-view'
const KEPT = ['customer', 'room', 'topic', 'tab']

const remembered = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
const listeners = new Set()

/**
 * All the page knows: the server's `state`, and how it is shown: who holds the customer's phone, which chat (`room`)
 * and `topic` are open, and which `tab` on a screen with room for one pane.
 */
let now = { state: undefined, online: true, room: 'group', topic: 1, tab: 'customer', ...remembered }
let announced = false

export const current = () => now

export function change(patch) {
  now = { ...now, ...patch }
  sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(KEPT.map((key) => [key, now[key]]))))
  if (announced) return
  announced = true
  queueMicrotask(() => {
    announced = false
    if (now.state) for (const listener of listeners) listener(now)
  })
}

export const subscribe = (listener) => void listeners.add(listener)

/** Takes in a new state, and opens the topic of a ticket that has just come. */
export function receive(state) {
  const before = topicsOf(now.state)
  const fresh = topicsOf(state).filter((id) => !before.includes(id))
  const known = customersOf(state).some(({ id }) => id === now.customer)
  change({
    state,
    ...(!known && { customer: customersOf(state)[0]?.id }),
    ...(now.state && now.topic === 1 && fresh.length > 0 && { topic: fresh.at(-1) }),
    ...(!topicsOf(state).includes(now.topic) && { topic: 1 }),
  })
}

const topicsOf = (state) =>
  state?.chats.find(({ place }) => place === 'staff')?.topics.map(({ id }) => id) ?? []

/** The people who can hold the customer's phone. */
export const customersOf = ({ people }) => people.filter(({ role }) => role !== 'agent')

export const personWith = ({ state }, role) => state.people.find((person) => person.role === role)

/** Who writes in a place: the agent in the staff group, elsewhere the person who holds the phone. */
export function writerAt(view, place) {
  return place === 'staff' ? personWith(view, 'agent')?.id : view.customer
}

/** What the page calls one of its people. */
export function callNameOf({ state }, id) {
  const person = state.people.find((one) => one.id === id)
  return person && t(`name-${person.role}`)
}

/** The chat that a pane shows. Of the private chats it is the one of the person who holds the phone. */
export function chatAt({ state, customer }, place) {
  if (place !== 'private') return state.chats.findLast((chat) => chat.place === place)
  return state.chats.find(({ key }) => key === `${state.bot.id}:${customer}`)
}

/** The messages that a pane shows; in the staff group only those of the open topic. */
export function messagesAt(view, place) {
  const messages = chatAt(view, place)?.messages ?? []
  return place === 'staff' ? messages.filter(({ topic }) => topic === view.topic) : messages
}

/** The fields that tell the server where somebody writes. */
export const spotAt = (view, place) => ({
  chat: chatAt(view, place).key,
  person: writerAt(view, place),
  topic: place === 'staff' ? view.topic : 1,
})

/** The sandbox's time in milliseconds. */
export const timeIn = ({ state }) => Date.now() + state.offsetMs

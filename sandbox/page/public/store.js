import { t } from './texts.js'

const KEY = 'kubit-sandbox-view'
const KEPT = ['writer', 'topic', 'tab']

const remembered = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
const listeners = new Set()

/** All the page knows: what the server told (`state`, `groups`) and how it is looked at. */
let now = { state: undefined, groups: undefined, online: true, topic: 1, tab: 'group', ...remembered }
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
  const known = state.people.some(({ id }) => id === now.writer)
  change({
    state,
    ...(!known && { writer: state.people[0]?.id }),
    ...(now.state && now.topic === 1 && fresh.length > 0 && { topic: fresh.at(-1) }),
    ...(!topicsOf(state).includes(now.topic) && { topic: 1 }),
  })
}

const topicsOf = (state) =>
  state?.chats.find(({ place }) => place === 'staff')?.topics.map(({ id }) => id) ?? []

/** What the page calls one of its people. */
export function callNameOf({ state }, id) {
  const person = state.people.find((one) => one.id === id)
  return person && t(`name-${person.role}`)
}

/** The chat a column shows: of private chats the writer's own. */
export function chatAt({ state, writer }, place) {
  if (place !== 'private') return state.chats.findLast((chat) => chat.place === place)
  return state.chats.find(({ key }) => key === `${state.bot.id}:${writer}`)
}

/** The messages a column shows: in the staff group those of the open topic. */
export function messagesAt(view, place) {
  const messages = chatAt(view, place)?.messages ?? []
  return place === 'staff' ? messages.filter(({ topic }) => topic === view.topic) : messages
}

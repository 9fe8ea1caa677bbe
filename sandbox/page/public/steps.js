import { el, icon, show } from './dom.js'
import { change } from './store.js'
import { numberText, t } from './texts.js'

/** The story to play, with what of it has happened; a step that is chosen brings one to its place. */
const STEPS = [
  { name: 'activate', tab: 'side', role: 'owner', done: ({ groups = [] }) => groups.length > 0 },
  {
    name: 'phone',
    tab: 'private',
    role: 'owner',
    done: ({ state }) => anyMessage(state, 'private', ({ contact }) => contact),
  },
  {
    name: 'create',
    tab: 'group',
    role: 'owner',
    done: ({ state }) => anyMessage(state, 'staff', ({ topic }) => topic !== 1),
  },
  {
    name: 'answer',
    tab: 'staff',
    role: 'agent',
    done: ({ state }) =>
      anyMessage(state, 'staff', ({ topic, from, service }) => topic !== 1 && !from.isBot && !service),
  },
  { name: 'sms', tab: 'side', role: 'owner', done: () => false },
]

function anyMessage({ chats }, place, test) {
  return chats.some((chat) => chat.place === place && chat.messages.some(test))
}

export function createSteps() {
  const list = el('ol.steps', { 'aria-label': t('steps') })
  const hint = el('p.hint', { role: 'status' })
  const element = el('section.guide', {}, list, hint)

  return {
    element,
    update(view) {
      const done = STEPS.map((step) => step.done(view))
      const now = STEPS[done.indexOf(false)]
      const items = STEPS.map(({ name }, index) => ({
        name,
        index,
        done: done[index],
        now: name === now.name,
      }))
      show(list, items, { key: ({ name }) => name, make: (item) => stepElement(item, view) })
      hint.textContent = t(`step-${now.name}-how`)
    },
  }
}

function stepElement({ name, index, done, now }, { state }) {
  const { tab, role } = STEPS[index]
  const writer = state.people.find((person) => person.role === role)?.id
  return el(
    `li${done ? '.done' : ''}`,
    { 'aria-current': now && 'step' },
    el(
      'button',
      { type: 'button', onclick: () => change({ tab, writer }) },
      el('span.number', {}, done ? icon('check') : numberText(index + 1)),
      t(`step-${name}`),
    ),
  )
}

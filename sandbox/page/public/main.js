import { follow } from './api.js'
import { createChat } from './chat.js'
import { avatar, el, show } from './dom.js'
import { createPanel, refreshGroups } from './panel.js'
import { createSms } from './sms.js'
import { createSteps } from './steps.js'
import { change, chatAt, current, receive, subscribe } from './store.js'
import { language, switchLanguage, t } from './texts.js'

const PANEL_PAUSE_MS = 800
const TABS = ['group', 'private', 'staff', 'side']

document.documentElement.lang = language
document.documentElement.dir = language === 'fa' ? 'rtl' : 'ltr'
document.title = `${t('title')} · ${t('tagline')}`

const chats = Object.fromEntries(['group', 'private', 'staff'].map((place) => [place, createChat(place)]))
const panel = createPanel()
const sms = createSms()
const steps = createSteps()
const writers = el('.writers', { role: 'group', 'aria-label': t('writing') })
const tabs = el('nav.tabs')
const offline = el('.offline', { role: 'status' }, t('offline'))
const main = el(
  'main',
  {},
  chats.group.element,
  el('.middle', {}, panel.element, chats.private.element, sms.element),
  chats.staff.element,
)

document.body.append(
  el(
    'header.top',
    {},
    el(
      '.brand',
      {},
      el('img', { src: '/sandbox/assets/icon.svg', alt: '' }),
      el('h1', {}, t('title')),
      el('small', {}, t('tagline')),
    ),
    el('.writing', {}, el('span', {}, t('writing')), writers),
    el(
      'button.soft.language',
      { type: 'button', onclick: switchLanguage, lang: language === 'fa' ? 'en' : 'fa' },
      t('other-language'),
    ),
  ),
  steps.element,
  offline,
  main,
  tabs,
)

const seen = {}

subscribe((view) => {
  document.body.dataset.tab = view.tab
  offline.hidden = view.online
  show(
    writers,
    view.state.people.map((person) => ({ ...person, chosen: person.id === view.writer })),
    { key: ({ id }) => id, make: writerElement },
  )
  show(
    tabs,
    TABS.map((name) => ({ name, open: name === view.tab, fresh: isFresh(view, name) })),
    { key: ({ name }) => name, make: tabElement },
  )
  for (const part of [steps, panel, sms, ...Object.values(chats)]) part.update(view)
})

function writerElement({ id, name, role, chosen }) {
  const called = t(`name-${role}`)
  return el(
    'button.writer',
    {
      type: 'button',
      'aria-pressed': String(chosen),
      title: `${name} · ${t(`role-${role}`)}`,
      onclick: () => change({ writer: id }),
    },
    avatar(id, called),
    el('.about', {}, el('b', {}, called), el('small', {}, t(`role-${role}`))),
  )
}

function tabElement({ name, open, fresh }) {
  const label = t(`place-${name}`)
  return el(
    `button.tab${fresh ? '.fresh' : ''}`,
    { type: 'button', 'aria-current': open && 'page', onclick: () => change({ tab: name }) },
    label,
  )
}

/** Whether something has come to a tab since it was last open. */
function isFresh(view, name) {
  const latest = name === 'side' ? view.state.sms.at(-1)?.id : chatAt(view, name)?.messages.at(-1)?.id
  const key = name === 'private' ? `${name}/${view.writer}` : name
  if (name === view.tab || !(key in seen)) seen[key] = latest
  return seen[key] !== latest
}

/** Groups are unlinked in Telegram too, so that any change may be the panel's. */
let asking
function askPanel() {
  asking = undefined
  void refreshGroups()
}

follow(
  (state) => {
    receive(state)
    asking ??= setTimeout(askPanel, current().groups ? PANEL_PAUSE_MS : 0)
  },
  (online) => change({ online }),
)

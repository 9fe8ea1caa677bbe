import { follow } from './api.js'
import { createClock } from './clock.js'
import { createCustomer } from './customer.js'
import { el, icon, show } from './dom.js'
import { createPanel } from './panel.js'
import { createSms } from './sms.js'
import { createStaff } from './staff.js'
import { change, chatAt, receive, subscribe } from './store.js'
import { createBand } from './story/band.js'
import { createLanguage, isOfAnotherLanguage } from './languages.js'
import { language, t } from './texts.js'
import { createTroubles } from './troubles.js'

const TICK_MS = 5000
const TABS = ['customer', 'staff', 'panel', 'sms']

document.documentElement.dir = language === 'fa' ? 'rtl' : 'ltr'
document.title = `${t('title')} · ${t('tagline')}`

const customer = createCustomer()
const staff = createStaff()
const panel = createPanel()
const sms = createSms()
const clock = createClock()
const troubles = createTroubles()
const band = createBand({ panel })
const tabs = el('nav.tabs', { 'aria-label': t('tabs') })
const offline = el('.offline', { role: 'status', hidden: true }, t('offline'))

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
    clock.element,
    troubles.element,
    createLanguage(),
  ),
  band.element,
  troubles.strip,
  offline,
  el('main', {}, customer.element, staff.element, el('.side', {}, panel.element, sms.element)),
  tabs,
)

const seen = {}

subscribe((view) => {
  document.body.dataset.tab = view.tab
  offline.hidden = view.online
  show(
    tabs,
    TABS.map((name) => ({ name, open: name === view.tab, fresh: isFresh(view, name) })),
    { key: ({ name }) => name, make: tabElement },
  )
  for (const part of [clock, troubles, customer, staff, panel, sms]) part.update(view)
})

function tabElement({ name, open, fresh }) {
  return el(
    `button.tab${fresh ? '.fresh' : ''}`,
    { type: 'button', 'aria-current': open && 'page', onclick: () => change({ tab: name }) },
    icon(name),
    t(`tab-${name}`),
  )
}

/** Whether a tab has news since it was last open. */
function isFresh(view, name) {
  const latest = {
    customer: () => chatAt(view, 'group')?.messages.at(-1)?.id,
    staff: () => chatAt(view, 'staff')?.messages.at(-1)?.id,
    panel: () => undefined,
    sms: () => view.state.sms.at(-1)?.id,
  }[name]()
  if (name === view.tab || !(name in seen)) seen[name] = latest
  return seen[name] !== latest
}

/** The clocks move on also when nothing happens. */
setInterval(() => change({}), TICK_MS)

follow(
  (state) => (isOfAnotherLanguage(state) ? location.reload() : receive(state)),
  (online) => change({ online }),
)

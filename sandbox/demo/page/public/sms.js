import { el, icon, show } from './dom.js'
import { createPane } from './pane.js'
import { timeIn } from './store.js'
import { clockText, dateText, t, whenText } from './texts.js'

/** The lock screen of the customer's phone, on which the SMS arrive; the newest stands first. */
export function createSms() {
  const list = el('.sms-list', { role: 'log', tabindex: '0', 'aria-label': t('pane-sms') })
  const time = el('b')
  const date = el('small')
  const element = createPane('sms', undefined, el('.lock', {}, el('.dial', {}, time, date), list))
  let latest

  function update(view) {
    const now = timeIn(view)
    time.textContent = clockText(now)
    date.textContent = dateText(now)
    const { sms } = view.state
    const items =
      sms.length > 0
        ? sms.toReversed().map((one) => ({ ...one, when: whenText(one.at, now) }))
        : [{ id: 'none' }]
    show(list, items, { key: ({ id }) => id, make: row })
    const newest = sms.at(-1)?.id
    if (newest === latest) return
    if (latest !== undefined || sms.length === 1) list.firstElementChild?.classList.add('fresh')
    latest = newest
    list.scrollTop = 0
  }
  function row({ id, text, when }) {
    if (id === 'none') return el('p.none', {}, t('sms-none'))
    return el(
      '.sms',
      {},
      el('header', {}, icon('sms'), el('b', {}, t('sms-from')), el('small', {}, when)),
      el('p', { dir: 'auto' }, text),
    )
  }
  return { element, update }
}

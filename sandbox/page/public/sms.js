import { el, icon, show } from './dom.js'
import { callNameOf } from './store.js'
import { t, timeText } from './texts.js'

/** A phone on which the SMS arrive. */
export function createSms() {
  const list = el('.sms-list', { role: 'log', tabindex: '0', 'aria-label': t('sms') })
  const element = el(
    'section.card.phone',
    { 'aria-label': t('sms') },
    el('header', {}, icon('phone'), el('h2', {}, t('sms'))),
    list,
  )
  let latest

  function update(view) {
    const { state } = view
    const items =
      state.sms.length > 0
        ? state.sms.map((sms) => ({ ...sms, name: nameOf(view, sms.to) }))
        : [{ id: 'none' }]
    show(list, items, { key: ({ id }) => id, make: row })
    const newest = state.sms.at(-1)?.id
    if (newest === latest) return
    if (latest !== undefined || state.sms.length > 1) list.lastElementChild?.classList.add('fresh')
    latest = newest
    list.scrollTop = list.scrollHeight
  }
  function row({ id, name, text, at }) {
    if (id === 'none') return el('p.empty', {}, t('sms-none'))
    return el(
      '.sms',
      {},
      el('p', { dir: 'auto' }, text),
      el('small', {}, `${t('sms-to', name)} · ${timeText(at)}`),
    )
  }
  return { element, update }
}

/** Whose number it is, however it is written. */
function nameOf(view, to) {
  const digits = (phone = '') => phone.replaceAll(/\D/g, '').slice(-10)
  const person = view.state.people.find(({ phone }) => digits(phone) === digits(to))
  return callNameOf(view, person?.id) ?? to
}

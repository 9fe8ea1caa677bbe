import { setTrouble } from './api.js'
import { el, icon, show } from './dom.js'
import { attempt } from './notice.js'
import { t } from './texts.js'

const ONE_WAY = 'upgraded'

/** The switches of the faults, in a box that opens, and a strip that shows those that are on. */
export function createTroubles() {
  const list = el('.trouble-list')
  const box = el('.trouble-box', { hidden: true, id: 'troubles' }, el('p', {}, t('troubles-about')), list)
  const button = el(
    'button.soft.trouble-button',
    {
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': 'troubles',
      onclick: () => open(box.hidden),
    },
    icon('bolt'),
    el('span', {}, t('troubles')),
  )
  const element = el('.troubles', {}, button, box)
  const strip = el('.strip', { role: 'status', hidden: true })

  function open(wanted) {
    box.hidden = !wanted
    button.setAttribute('aria-expanded', String(wanted))
  }
  document.addEventListener('click', ({ target }) => element.contains(target) || open(false))
  // A click into the panel's frame reaches no listener here; that the frame takes the focus does.
  addEventListener('blur', () => open(false))
  element.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    open(false)
    button.focus()
  })

  function row({ name, on }) {
    const control = el('input', {
      type: 'checkbox',
      role: 'switch',
      checked: on,
      disabled: name === ONE_WAY && on,
      'aria-describedby': `trouble-${name}`,
      onchange: ({ target }) => attempt(() => setTrouble(name, target.checked)),
    })
    return el(
      'label.trouble',
      {},
      control,
      el('b', {}, t(`trouble-${name}`)),
      el('small', { id: `trouble-${name}` }, t(`trouble-${name}-what`)),
    )
  }
  function wrong({ name }) {
    return el(
      '.wrong',
      {},
      icon('bolt'),
      el('b', {}, t(`trouble-${name}`)),
      el(
        'button',
        { type: 'button', onclick: () => attempt(() => setTrouble(name, false)) },
        t('trouble-end'),
      ),
    )
  }

  return {
    element,
    strip,
    update({ state }) {
      const all = Object.entries(state.troubles).map(([name, on]) => ({ name, on }))
      const wrongs = all.filter(({ name, on }) => on && name !== ONE_WAY)
      show(list, all, { key: ({ name }) => name, make: row })
      show(strip, wrongs, { key: ({ name }) => name, make: wrong })
      strip.hidden = wrongs.length === 0
      button.classList.toggle('on', wrongs.length > 0)
    },
  }
}

import { forward } from './api.js'
import { el, icon } from './dom.js'
import { attempt } from './notice.js'
import { timeIn } from './store.js'
import { clockText, dateText, numberText, t } from './texts.js'

const STEPS = [1, 24, 48]
const HOUR_MS = 3_600_000

/** The simulated date and time, with the buttons that move them forward. */
export function createClock() {
  let view
  const time = el('b')
  const date = el('small')
  const steps = STEPS.map((hours) =>
    el(
      'button.soft',
      { type: 'button', 'data-hours': String(hours), title: t('clock-forward'), onclick: () => go(hours) },
      t('clock-plus', numberText(hours)),
      el('span', {}, ' ', t('clock-hours')),
    ),
  )
  const face = el('.face', {}, icon('clock'), el('.about', {}, time, date))
  const label = el('small.clock-label', { 'aria-hidden': 'true' }, t('clock-forward'))
  const element = el('.clock', { role: 'group', 'aria-label': t('clock') }, face, label, ...steps)

  function go(hours) {
    return attempt(() => forward(hours))
  }
  function draw() {
    const now = timeIn(view)
    const hours = Math.floor(view.state.offsetMs / HOUR_MS)
    time.textContent = clockText(now)
    date.textContent = dateText(now)
    face.title = hours > 0 ? t('clock-ahead', numberText(hours)) : ''
    element.classList.toggle('moved', hours > 0)
  }

  return {
    element,
    update(next) {
      if (view && next.state.offsetMs !== view.state.offsetMs) {
        element.classList.remove('leapt')
        requestAnimationFrame(() => element.classList.add('leapt'))
      }
      view = next
      draw()
    },
  }
}

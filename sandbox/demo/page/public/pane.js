import { el, icon } from './dom.js'
import { t } from './texts.js'

/** One of the page's screens, under a heading that names who looks at it. */
export function createPane(name, more, ...content) {
  return el(
    `section.pane.pane-${name}`,
    { 'aria-labelledby': `pane-${name}` },
    el(
      'header.pane-head',
      {},
      icon(name),
      el('h2', { id: `pane-${name}` }, t(`pane-${name}`)),
      el('small', {}, t(`about-${name}`)),
      more,
    ),
    ...content,
  )
}

import { el, show } from './dom.js'
import { t } from './texts.js'

/** The list of a bot's commands above the field, while the text is the beginning of one. */
export function createCommandMenu(onPick) {
  let matches = []
  let chosen = 0
  let waved = ''
  const element = el('.command-menu', { hidden: true, role: 'listbox', 'aria-label': t('commands') })

  const pick = ({ command, suffix }) => onPick(`/${command}${suffix}`)
  function draw() {
    const items = matches.map((match, index) => ({ ...match, selected: index === chosen }))
    show(element, items, { key: ({ command }) => command, make: row })
    element.hidden = items.length === 0
  }
  function row(match) {
    return el(
      'button.option',
      { type: 'button', role: 'option', 'aria-selected': String(match.selected), onclick: () => pick(match) },
      el('b', { dir: 'ltr' }, `/${match.command}`),
      el('span', { dir: 'auto' }, match.description),
    )
  }

  return {
    element,
    /** Shows what fits the text so far. */
    offer(commands, text) {
      const fits = /^\/\w*$/.test(text) && text !== waved
      const next = fits ? commands.filter(({ command }) => command.startsWith(text.slice(1))) : []
      if (next.length !== matches.length) chosen = 0
      if (text !== waved) waved = ''
      matches = next
      draw()
    },
    /** Handles a key; returns whether it was one for the menu. */
    takes(event) {
      if (matches.length === 0) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) chosen = (chosen + step + matches.length) % matches.length
      else if (event.key === 'Escape') {
        waved = event.target.value
        matches = []
      } else if (event.key === 'Enter' || event.key === 'Tab') pick(matches[chosen])
      else return false
      event.preventDefault()
      draw()
      return true
    },
  }
}

const LETTER_MS = 60
const AIM_MS = 800

/**
 * What the story does on the panel's pages. They are of the same origin, so it can fill in forms and press buttons
 * there.
 */
export function createPanelHands({ rest, until, isHurried }, panel) {
  const find = (selector) => panel.frame.contentDocument?.querySelector(selector)
  const seen = (selector) => {
    const element = find(selector)
    return element && element.getClientRects().length > 0 ? element : undefined
  }

  async function aim(element) {
    element.scrollIntoView({ block: 'center', behavior: 'smooth' })
    const ring = { outline: '3px solid #e8590c', outlineOffset: '3px' }
    const animation = element.animate([ring, ring], { duration: 60_000 })
    await rest(AIM_MS)
    animation.cancel()
  }

  return {
    async open(path) {
      if (panel.path() !== path) panel.frame.contentWindow.location.assign(path)
      await until('panel', () => panel.path() === path && find('main'))
    },
    /** Scrolls to the newest message of a ticket. */
    showNewest: () =>
      find('#conversation')?.parentElement.scrollIntoView({ block: 'end', behavior: 'smooth' }),
    async fill(selector, text) {
      const input = await until('panel', () => seen(selector))
      input.scrollIntoView({ block: 'center' })
      input.focus({ preventScroll: true })
      const step = isHurried() ? text.length : 1
      for (let end = step; end < text.length + step; end += step) {
        input.value = text.slice(0, end)
        input.dispatchEvent(new Event('input', { bubbles: true }))
        await rest(LETTER_MS)
      }
    },
    async press(selector) {
      const element = await until('panel', () => seen(selector))
      await aim(element)
      // The page may have replaced the element since.
      ;(seen(selector) ?? element).click()
    },
  }
}

const MENU = '[data-menu]'

/** Makes every `<details data-menu>` a menu: one is open at a time; Escape and a click elsewhere close it. */
export function listenToMenus() {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof Element) || !target.matches(MENU) || !target.open) return
      closeMenus(target)
      const popup = target.querySelector('.popup')
      popup.classList.toggle('up', popup.getBoundingClientRect().bottom > innerHeight)
    },
    true,
  )
  document.addEventListener('click', ({ target }) => closeMenus(target.closest(MENU)))
  document.addEventListener('keydown', ({ key }) => {
    const open = key === 'Escape' && document.querySelector(`${MENU}[open]`)
    if (!open) return
    open.open = false
    open.querySelector('summary').focus()
  })
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    const menu = target.closest?.(MENU)
    if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.open = false
  })
}

/** Closes all menus, except the given one. */
export function closeMenus(except = null) {
  for (const menu of document.querySelectorAll(`${MENU}[open]`)) if (menu !== except) menu.open = false
}

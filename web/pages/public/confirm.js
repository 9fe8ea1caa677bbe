import { closeMenus } from './menus.js'

/** Links that lead to a question ask it in a dialog instead. */
export function listenToConfirm() {
  const dialog = document.querySelector('#confirm')
  if (!dialog) return
  let opener = null
  document.addEventListener('click', (event) => {
    const { target } = event
    if (target.closest('[data-dismiss]')) return dialog.close()
    const link = target.closest('a[data-confirm]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    opener = link.closest('[data-menu]')?.querySelector('summary') ?? link
    closeMenus()
    dialog.querySelector('#confirm-title').textContent = link.dataset.title
    dialog.querySelector('#confirm-text').textContent = link.dataset.confirm
    dialog.querySelector('form').action = link.href
    dialog.showModal()
  })
  // The link itself may be in a menu that is closed by now.
  dialog.addEventListener('close', () => opener?.focus())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
}

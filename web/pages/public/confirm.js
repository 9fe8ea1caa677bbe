import { closeMenus } from './menus.js'

/** Makes links to a page that asks for confirmation ask in a dialog instead. */
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
  // The link itself may be in a menu, which is closed by now and can't take the focus.
  dialog.addEventListener('close', () => opener?.focus())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
}

import { closeMenus } from './menus.js'

/** Links that lead to a question ask it in a dialog instead. */
export function listenToConfirm() {
  const dialog = document.querySelector('#confirm')
  if (!dialog) return
  document.addEventListener('click', (event) => {
    const { target } = event
    if (target.closest('[data-dismiss]')) return dialog.close()
    const link = target.closest('a[data-confirm]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    closeMenus()
    dialog.querySelector('#confirm-title').textContent = link.dataset.title
    dialog.querySelector('#confirm-text').textContent = link.dataset.confirm
    dialog.querySelector('form').action = link.href
    dialog.showModal()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
}

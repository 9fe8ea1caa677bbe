import { el } from './dom.js'
import { t } from './texts.js'

const SHOWN_MS = 3500
let hiding

/** Shows a line for a moment. */
export function toast(text) {
  document.querySelector('.toast')?.remove()
  clearTimeout(hiding)
  const element = el('.toast', { role: 'status', dir: 'auto' }, text)
  document.body.append(element)
  hiding = setTimeout(() => element.remove(), SHOWN_MS)
}

/** Shows a message until it is dismissed. */
export function alertBox(text) {
  const dialog = el(
    'dialog.alert',
    { onclose: () => dialog.remove() },
    el('p', { dir: 'auto' }, text),
    el('form', { method: 'dialog' }, el('button.primary', {}, t('ok'))),
  )
  document.body.append(dialog)
  dialog.showModal()
}

/** Runs an action and shows its error when it fails. */
export async function attempt(action) {
  try {
    return await action()
  } catch (error) {
    console.warn(error)
    toast(t('failed'))
    return undefined
  }
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyOldWay(text)
  }
  toast(t('copied'))
}

/** Browsers have no clipboard API on a page without HTTPS, localhost excepted. */
function copyOldWay(text) {
  const field = el('textarea.offscreen', {}, text)
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

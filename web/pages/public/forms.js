import { holdsRefused } from './files.js'
import { number, send } from './send.js'

/** Keeps forms from being sent twice, shows the progress of files, counts letters, and lets text fields grow. */
export function listenToForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.getAttribute('aria-busy') === 'true') return event.preventDefault()
    if (form.method !== 'post') return
    if (holdsRefused(form)) return event.preventDefault()
    // One that opens a tab of its own leaves this page as it is, and may be pressed again.
    if (form.target === '_blank') return
    form.setAttribute('aria-busy', 'true')
    if (!form.matches('[data-send]')) return
    event.preventDefault()
    send(form)
  })
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy')
    // A browser that comes back to the page may have restored what was written.
    for (const field of document.querySelectorAll('[data-count]')) count(field)
  })
  document.addEventListener('change', ({ target }) => {
    if (target.matches('[data-submit]')) target.form.requestSubmit()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('textarea'))
      event.target.form.requestSubmit()
  })
  document.addEventListener('input', ({ target }) => {
    if (target.form && target.type !== 'file') clearFault(target)
    if (target.dataset.count) count(target)
    if (target.matches('[data-grow]')) grow(target)
  })
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-copy]')
    if (button) void copy(button)
  })
}

/** A field that is being mended is no longer marked. */
function clearFault({ form, name }) {
  for (const each of form.elements) {
    if (each.name !== name || !each.ariaInvalid) continue
    each.removeAttribute('aria-invalid')
    for (const id of each.getAttribute('aria-describedby').split(' '))
      form.querySelector(`#${id}[data-fault]`)?.replaceChildren()
  }
}

function count(field) {
  const output = field.form.querySelector(`output[for="${field.id}"]`)
  output.textContent = field.dataset.count.replace('%', number(field.value.length))
  output.classList.toggle('failed', field.value.length > Number(field.dataset.max))
}

function grow(area) {
  if (CSS.supports('field-sizing', 'content')) return
  area.style.blockSize = 'auto'
  area.style.blockSize = `${area.scrollHeight + 2}px`
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy)
  try {
    await navigator.clipboard.writeText(source.textContent)
    button.querySelector('span').textContent = button.dataset.copied
  } catch {
    // A page in a frame may not be allowed to copy; with the text selected, one key does it.
    getSelection().selectAllChildren(source)
  }
}

import { showFaults } from './files.js'
import { exchange } from './live.js'

/** Forms are sent once, those with files with their progress; fields count, grow and send by themselves. */
export function listenToForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.getAttribute('aria-busy') === 'true') return event.preventDefault()
    if (form.method !== 'post') return
    form.setAttribute('aria-busy', 'true')
    if (!form.matches('[data-send]')) return
    event.preventDefault()
    send(form)
  })
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy')
  })
  document.addEventListener('change', ({ target }) => {
    if (target.matches('[data-submit]')) target.form.requestSubmit()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('textarea'))
      event.target.form.requestSubmit()
  })
  document.addEventListener('input', ({ target }) => {
    if (target.dataset.count) count(target)
    if (target.matches('[data-grow]')) grow(target)
  })
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-copy]')
    if (button) void copy(button)
  })
}

/** Posts a form; what it leads to is shown in place, and what is wrong with it beside the fields. */
function send(form) {
  const request = new XMLHttpRequest()
  const bar = form.querySelector('progress')
  request.open('POST', form.action)
  request.responseType = 'document'
  request.setRequestHeader('Accept', 'text/html')
  request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
    if (!lengthComputable || !form.querySelector('[data-files]')?.files.length) return
    const percent = Math.round((loaded / total) * 100)
    bar.hidden = false
    bar.value = percent
    bar.setAttribute('aria-label', bar.dataset.progress.replace('%', number(percent)))
  })
  request.addEventListener('load', () => {
    const { pathname } = new URL(request.responseURL)
    const isDone = request.status < 400
    if (isDone && pathname !== location.pathname) return location.assign(request.responseURL)
    finish(form, bar)
    if (isDone) return exchange(request.response, { answered: true })
    const places = request.response?.querySelectorAll('[data-fault]') ?? []
    if (places.length === 0) return showProblem(form, request.response)
    showAnswer(form, request.response)
  })
  request.addEventListener('error', () => {
    finish(form, bar)
    showFaults(form.querySelector('#form-fault, #files-fault'), [form.dataset.offline])
  })
  request.send(new FormData(form))
}

/** A page that only says what is wrong, such as that all of it was too large. */
function showProblem(form, page) {
  const words = [...(page?.querySelectorAll('main :is(h1, h1 + p)') ?? [])].map((each) => each.textContent)
  showFaults(form.querySelector('#form-fault, #files-fault'), [words.join('. ') || form.dataset.offline])
}

function finish(form, bar) {
  form.removeAttribute('aria-busy')
  bar.hidden = true
}

/** The form keeps what was entered and the files; only what the server says of them is new. */
function showAnswer(form, answer) {
  for (const place of form.querySelectorAll('[data-fault]'))
    place.replaceChildren(...(answer.getElementById(place.id)?.childNodes ?? []))
  for (const field of form.querySelectorAll('[aria-describedby][name]')) {
    const theirs = answer.querySelector(`form [name="${field.name}"][aria-describedby]`)
    if (theirs?.ariaInvalid) field.ariaInvalid = 'true'
    else field.removeAttribute('aria-invalid')
  }
  form.querySelector('[aria-invalid]')?.focus()
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
    // A frame may not be allowed to: selected, it is one key away.
    getSelection().selectAllChildren(source)
  }
}

function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false }).format(value)
}

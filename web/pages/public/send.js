import { clearFiles, showFaults } from './files.js'
import { exchange } from './live.js'

const TOKEN = 'input[name=_csrf]'

/**
 * Posts a form; what it leads to is shown in place, and what is wrong with it beside the fields. A form of a session
 * that has ended is sent once more with the token of the next one, if that is the same person's.
 */
export function send(form, { isAgain = false } = {}) {
  const request = new XMLHttpRequest()
  const bar = form.querySelector('progress')
  request.open('POST', form.action)
  request.responseType = 'document'
  request.setRequestHeader('Accept', 'text/html')
  request.setRequestHeader('Accept-Language', document.documentElement.lang)
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
    if (isDone && pathname !== location.pathname) {
      // Who comes back finds nothing to send twice.
      form.reset()
      clearFiles(form)
      return location.assign(request.responseURL)
    }
    if (request.status === 403 && !isAgain) return void sendAgain(form, bar)
    finish(form, bar)
    if (isDone) return exchange(request.response, { answered: true })
    if (request.status === 401) return showWords(form, form.dataset.signedOut)
    const places = request.response?.querySelectorAll('[data-fault]') ?? []
    if (places.length === 0) return showProblem(form, request.response)
    showAnswer(form, request.response)
  })
  request.addEventListener('error', () => {
    finish(form, bar)
    showWords(form, form.dataset.offline)
  })
  request.send(new FormData(form))
}

/** A page that only says what is wrong, such as that all of it was too large. */
function showProblem(form, page) {
  const words = [...(page?.querySelectorAll('main :is(h1, h1 + p)') ?? [])].map((each) => each.textContent)
  showWords(form, words.join('. ') || form.dataset.offline)
}

function showWords(form, words) {
  showFaults(form.querySelector('#form-fault'), [words])
}

/** Takes the token of whoever is signed in by now, unless that is somebody else. */
async function sendAgain(form, bar) {
  const page = await fetchPage()
  const user = page?.querySelector('main').dataset.user
  if (user && user === document.querySelector('main').dataset.user) {
    const { value } = page.querySelector(TOKEN)
    for (const field of document.querySelectorAll(TOKEN)) field.value = value
    return send(form, { isAgain: true })
  }
  finish(form, bar)
  showWords(form, user ? form.dataset.otherUser : form.dataset.signedOut)
}

async function fetchPage() {
  const headers = { Accept: 'text/html', 'Accept-Language': document.documentElement.lang }
  const answer = await fetch(location.href, { headers }).catch(() => null)
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
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

/** A number as the page's language writes it. */
export function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false }).format(value)
}

import { forgetDraft } from './drafts.js'
import { clearFiles, showFaults } from './files.js'
import { exchange } from './live.js'

const TOKEN = 'input[name=_csrf]'

/**
 * Posts a form without leaving the page, and shows the result in it, or the faults beside the fields. If its session has
 * ended and the same person has signed in again, it is sent once more with the new session's token.
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
      // Somebody who comes back must not find the form filled in, and send it again.
      form.reset()
      clearFiles(form)
      return location.assign(request.responseURL)
    }
    if (request.status === 403 && !isAgain) return void sendAgain(form, bar)
    finish(form, bar)
    if (isDone) {
      forgetDraft()
      return exchange(request.response, { isSent: true })
    }
    if (request.status === 401) return showWords(form, form.dataset.signedOut)
    const places = request.response?.querySelectorAll('[data-fault]') ?? []
    if (places.length === 0) return showProblem(form, request.response)
    showResponse(form, request.response)
  })
  request.addEventListener('error', () => {
    finish(form, bar)
    showWords(form, form.dataset.offline)
  })
  request.send(new FormData(form))
}

/** Shows the words of a problem page, for example that the whole form was too large. */
function showProblem(form, page) {
  const words = [...(page?.querySelectorAll('main :is(h1, h1 + p)') ?? [])].map((each) => each.textContent)
  showWords(form, words.join('. ') || form.dataset.offline)
}

function showWords(form, words) {
  showFaults(form.querySelector('#form-fault'), [words])
}

/** Sends the form again with the token of the current session, if that is the same person's. */
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
  const response = await fetch(location.href, { headers }).catch(() => null)
  return response?.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null
}

function finish(form, bar) {
  form.removeAttribute('aria-busy')
  bar.hidden = true
}

/** Shows the faults that the response names. What was entered and the files stay in the form. */
function showResponse(form, page) {
  for (const place of form.querySelectorAll('[data-fault]'))
    place.replaceChildren(...(page.getElementById(place.id)?.childNodes ?? []))
  for (const field of form.querySelectorAll('[aria-describedby][name]')) {
    const theirs = page.querySelector(`form [name="${field.name}"][aria-describedby]`)
    if (theirs?.ariaInvalid) field.ariaInvalid = 'true'
    else field.removeAttribute('aria-invalid')
  }
  form.querySelector('[aria-invalid]')?.focus()
}

/** A number as the page's language writes it. */
export function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang).format(value)
}

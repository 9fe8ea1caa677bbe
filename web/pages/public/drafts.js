const FIELD = '#write textarea'

/** Keeps what somebody is writing on a ticket until they have sent it, wherever they go meanwhile. */
export function keepDrafts() {
  const field = document.querySelector(FIELD)
  const draft = localStorage.getItem(key())
  if (field && draft && field.value === '') {
    field.value = draft
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  document.addEventListener('input', ({ target }) => {
    if (!target.matches(FIELD)) return
    if (target.value === '') forgetDraft()
    else localStorage.setItem(key(), target.value)
  })
}

/** What was written has been sent. */
export function forgetDraft() {
  localStorage.removeItem(key())
}

/** Another person at the same browser does not see it. */
function key() {
  return `draft ${document.querySelector('main').dataset.user} ${location.pathname}`
}

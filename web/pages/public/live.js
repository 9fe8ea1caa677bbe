const QUIET_MS = 250
const PATIENCE_MS = 5_000
const LOOK_MS = 5_000
const SHOWN_MS = 4_000
const NEAR_PX = 150

/** Follows the organization's events; on each, the page is asked for again and what is new in it exchanged. */
export function startLive() {
  if (!document.querySelector('[data-live]')) return
  let source = null
  let timer = 0
  let lostTimer = 0
  const connection = document.querySelector('#connection')
  const { lost, back } = connection.dataset

  keepLooking()
  addEventListener('pagehide', () => source?.close())
  addEventListener('pageshow', ({ persisted }) => persisted && open())
  open()

  function open() {
    source = new EventSource(new URL('../../api/v1/events', import.meta.url))
    source.addEventListener('open', () => {
      clearTimeout(lostTimer)
      lostTimer = 0
      connection.dataset.state = 'open'
      if (connection.textContent !== lost) return
      connection.textContent = back
      setTimeout(() => (connection.textContent = ''), SHOWN_MS)
      refreshSoon()
    })
    source.addEventListener('error', () => {
      connection.dataset.state = 'waiting'
      lostTimer ||= setTimeout(() => (connection.textContent = lost), PATIENCE_MS)
      // Refused, not interrupted: the browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE_MS)
    })
    for (const type of ['ticket.opened', 'ticket.status', 'message.created', 'reset'])
      source.addEventListener(type, (event) => refreshSoon(wordsFor(event)))
  }

  function refreshSoon(words) {
    if (words) document.querySelector('#announcer').dataset.next = words
    clearTimeout(timer)
    timer = setTimeout(refresh, QUIET_MS)
  }
}

/** What no event tells of (a group's state, a file or a message on its way) is asked for as long as somebody looks. */
function keepLooking() {
  const look = () => {
    if (document.visibilityState === 'visible' && document.querySelector('[data-poll]')) void refresh()
  }
  document.addEventListener('visibilitychange', look)
  setInterval(look, LOOK_MS)
}

/** What a listener hears of an event: only of the ticket that is open, and not of what they did themselves. */
function wordsFor({ type, data }) {
  const ticket = document.querySelector('[data-ticket]')?.dataset.ticket
  const { ref, side } = type === 'reset' ? {} : JSON.parse(data)
  if (!ticket || ref !== ticket) return null
  const { message, status } = document.querySelector('#announcer').dataset
  if (type === 'message.created') return side === 'agent' ? message : null
  return type === 'ticket.status' ? status : null
}

let asked = 0
let shown = 0

async function refresh() {
  const mine = ++asked
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (answer?.status === 401) return leave()
  if (!answer?.ok) return
  const text = await answer.text()
  // A slow answer may come after a newer one.
  if (mine < shown) return
  shown = mine
  exchange(new DOMParser().parseFromString(text, 'text/html'))
  const announcer = document.querySelector('#announcer')
  const { next } = announcer.dataset
  if (next) announcer.textContent = next
  delete announcer.dataset.next
}

/** The page of somebody whose session has ended goes, but not what they are writing: sending it says what to do. */
function leave() {
  const answer = document.querySelector('#answer')
  if (!answer || !isTyping(answer)) location.reload()
}

/** Puts the live parts of another state of this page in place, without losing what is typed, the scroll or the focus. */
export function exchange(page, { answered = false } = {}) {
  const wasAtEnd = hiddenBelow() < NEAR_PX
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id)
    if (!fresh || fresh.innerHTML === part.innerHTML) continue
    if (part.querySelector('[data-menu][open]')) continue
    if (part.id === 'answer' && !answered && (fresh.dataset.live === part.dataset.live || isTyping(part)))
      continue
    replace(part, document.adoptNode(fresh))
  }
  if (answered) document.querySelector('#answer textarea')?.focus({ preventScroll: true })
  if (answered || wasAtEnd) scrollToEnd()
}

/** Where the whole page scrolls, and not the conversation alone, its newest message comes into view. */
export function scrollToEnd() {
  if (hiddenBelow() > 0) scrollBy({ top: hiddenBelow(), behavior: 'instant' })
}

function hiddenBelow() {
  const conversation = document.querySelector('.conversation')
  return conversation ? conversation.getBoundingClientRect().bottom - innerHeight : 0
}

function isTyping(part) {
  return part.querySelector('textarea')?.value || part.querySelector('[data-picked] li')
}

function replace(part, fresh) {
  const scroll = part.querySelector('.scroll')
  const before = scroll && { top: scroll.scrollTop, height: scroll.scrollHeight }
  const focused = part.contains(document.activeElement) ? addressOf(document.activeElement) : null
  part.replaceWith(fresh)
  const now = fresh.querySelector('.scroll')
  // The scroll is counted from the end: who has left it stays at what they read.
  if (now && before.top < -1) now.scrollTop = before.top - (now.scrollHeight - before.height)
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true })
}

function addressOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`
  if (element.matches('.scroll')) return '.scroll'
  const href = element.getAttribute('href')
  if (href) return `[href="${CSS.escape(href)}"]`
  return element.ariaLabel ? `[aria-label="${CSS.escape(element.ariaLabel)}"]` : null
}

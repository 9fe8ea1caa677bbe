import { sayAgo } from './ago.js'

const QUIET_MS = 250
const PATIENCE_MS = 5_000
const LOOK_MS = 5_000
const SHOWN_MS = 4_000
const NEAR_PX = 150

/** Follows the organization's events. After each, fetches the page again and replaces the parts that have changed. */
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
      // After an error response a browser does not reconnect by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE_MS)
    })
    for (const type of ['ticket.opened', 'ticket.status', 'message.created', 'reset'])
      source.addEventListener(type, (event) => concerns(event) && refreshSoon(wordsFor(event)))
  }

  function refreshSoon(words) {
    if (words) document.querySelector('#announcer').dataset.next = words
    clearTimeout(timer)
    timer = setTimeout(refresh, QUIET_MS)
  }
}

/** A group's state, and a file or message on its way, have no events: fetches the page regularly while it is visible. */
function keepLooking() {
  const look = () => {
    if (document.visibilityState === 'visible' && document.querySelector('[data-poll]')) void refresh()
  }
  document.addEventListener('visibilitychange', look)
  setInterval(look, LOOK_MS)
}

/** The list shows what happens to any ticket, a ticket's page what happens to that one. */
function concerns({ type, data }) {
  const ticket = document.querySelector('[data-ticket]')?.dataset.ticket
  if (type === 'reset') return true
  return ticket ? JSON.parse(data).ref === ticket : document.querySelector('#list') !== null
}

/** What a screen reader says of an event: only if it is of the open ticket, and somebody else caused it. */
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
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (response?.status === 401) return leave()
  if (!response?.ok) return
  const text = await response.text()
  // A slow response may arrive after a newer one.
  if (mine < shown) return
  shown = mine
  exchange(new DOMParser().parseFromString(text, 'text/html'))
  const announcer = document.querySelector('#announcer')
  const { next } = announcer.dataset
  if (next) announcer.textContent = next
  delete announcer.dataset.next
}

/** The session has ended. Reloads the page, unless that would lose a text: then sending it says what to do. */
function leave() {
  const form = document.querySelector('#write')
  if (!form || !isTyping(form)) location.reload()
}

/** Replaces the live parts with those of a newer page; typed text, scroll position and focus stay. */
export function exchange(page, { isSent = false } = {}) {
  sayAgo(page)
  const wasAtEnd = hiddenBelow() < NEAR_PX
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id)
    if (!fresh || fresh.innerHTML === part.innerHTML) continue
    if (part.querySelector('[data-menu][open]')) continue
    if (part.id === 'write' && !isSent && (fresh.dataset.live === part.dataset.live || isTyping(part)))
      continue
    replace(part, document.adoptNode(fresh))
  }
  if (isSent) document.querySelector('#write textarea')?.focus({ preventScroll: true })
  if (isSent || wasAtEnd) scrollToEnd()
}

/** Shows the newest message where the whole page scrolls, as on a phone, and not the conversation by itself. */
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
  // The position counts from the end; somebody who has scrolled up keeps what they are reading in place.
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

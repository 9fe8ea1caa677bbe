const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Keeps saying how long ago the times of the last day were; their exact text shows where the pointer rests. */
export function keepSayingAgo() {
  sayAgo()
  setInterval(sayAgo, MINUTE_MS)
}

/** Does it once, in the document or in a page that has been fetched. */
export function sayAgo(page = document) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  for (const time of page.querySelectorAll('time[data-ago]')) {
    const ms = Date.now() - Date.parse(time.dateTime)
    if (ms < 0 || ms >= DAY_MS) continue
    const minutes = Math.floor(ms / MINUTE_MS)
    time.textContent =
      minutes < 60 ? words.format(-minutes, 'minute') : words.format(-Math.floor(minutes / 60), 'hour')
  }
}

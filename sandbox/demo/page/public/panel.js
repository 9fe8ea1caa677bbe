import { addBotUrl, askProduct, openLink, signInUrl } from './api.js'
import { el, icon } from './dom.js'
import { borrowFonts } from './fonts.js'
import { createPane } from './pane.js'
import { change, current, spotAt } from './store.js'
import { t } from './texts.js'

const KEY = 'kubit-sandbox-panel'
const AGAIN_MS = 3000

/** The product's own pages in a frame, in which the panel's user is signed in. */
export function createPanel() {
  const frame = el('iframe', { title: t('pane-panel') })
  const address = el('span.address', { dir: 'ltr' })
  const cover = el('p.cover', {}, t('panel-loading'))
  const element = createPane(
    'panel',
    undefined,
    el(
      '.browser',
      {},
      el(
        '.bar-top',
        {},
        el('span.dots', { 'aria-hidden': 'true' }, el('i'), el('i'), el('i')),
        control('reload', reload),
        address,
        control('link', openBeside, 'panel-open'),
      ),
      el('.screen', {}, frame, cover),
    ),
  )
  let offsetMs
  let checking = false

  frame.addEventListener('load', () => {
    if (!frame.src) return
    frame.contentDocument.addEventListener('submit', openOnPhone)
    void check()
  })

  function control(image, act, label = `panel-${image}`) {
    const name = { title: t(label), 'aria-label': t(label) }
    return el('button.round', { type: 'button', ...name, onclick: () => void act() }, icon(image))
  }
  function reload() {
    frame.contentWindow.location.reload()
  }

  /** Telegram's links lead to the phone on this page, whose holder chooses their group. */
  function openOnPhone(event) {
    if (!event.target.matches('form[action$="/telegram/links"]')) return
    event.preventDefault()
    change({ tab: 'customer', room: 'group' })
    void addBotUrl().then((url) => openLink({ ...spotAt(current(), 'group'), url }))
  }

  /** The path that the frame shows; at `/sso` the path that it goes on to. */
  function path() {
    const { pathname, search } = frame.contentWindow.location
    return pathname === 'blank' || pathname === '/sso' ? undefined : `${pathname}${search}`
  }
  function note() {
    const now = path()
    address.textContent = now ? `panel.testco${now.replace(/\?.*/, '')}` : ''
    if (!now) return
    sessionStorage.setItem(KEY, now)
    borrowFonts(frame.contentDocument)
  }
  async function signIn(next) {
    try {
      frame.src = await signInUrl(next)
    } catch (error) {
      waitForProduct(error)
    }
  }
  function waitForProduct(error) {
    console.warn(error)
    cover.hidden = false
    cover.textContent = t('panel-out')
    setTimeout(() => void check(), AGAIN_MS)
  }
  /** Signs in again when the session has ended, for instance because the clock was moved. */
  async function check() {
    if (checking || frame.contentWindow.location.pathname === '/sso') return
    checking = true
    try {
      note()
      if (await askProduct('/me')) cover.hidden = true
      else await signIn(wanted())
    } catch (error) {
      waitForProduct(error)
    } finally {
      checking = false
    }
  }
  const wanted = () => path() ?? sessionStorage.getItem(KEY) ?? '/telegram'
  async function openBeside() {
    open(await signInUrl(wanted()), '_blank', 'noopener')
  }

  return {
    element,
    frame,
    path,
    signIn,
    update({ state }) {
      if (offsetMs === undefined) void signIn(wanted())
      else if (offsetMs !== state.offsetMs) void check()
      offsetMs = state.offsetMs
    },
  }
}

/**
 * What the pages can do beyond plain HTML. Everything works without scripts, so this needs no library: a few listeners
 * on the document, which keep working when parts of the page are replaced.
 */
import { keepSayingAgo } from './ago.js'
import { listenToConfirm } from './confirm.js'
import { keepDrafts } from './drafts.js'
import { listenToFiles } from './files.js'
import { listenToForms } from './forms.js'
import { scrollToEnd, startLive } from './live.js'
import { listenToMenus } from './menus.js'

listenToMenus()
listenToConfirm()
listenToFiles()
listenToForms()
keepDrafts()
keepSayingAgo()
startLive()
forgetNotice()
if (!location.hash) scrollToEnd()

/** Removes the notice from the address, so that a reload does not show it again. */
function forgetNotice() {
  const url = new URL(location.href)
  if (!url.searchParams.has('done')) return
  for (const name of ['done', 'ref']) url.searchParams.delete(name)
  history.replaceState(null, '', url)
}

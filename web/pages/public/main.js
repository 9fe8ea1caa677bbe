/**
 * What the pages can do beyond plain HTML. No library: everything works without a script, so what is left is a few
 * listeners on the document, which need no care when a part of the page is exchanged.
 */
import { listenToConfirm } from './confirm.js'
import { listenToFiles } from './files.js'
import { listenToForms } from './forms.js'
import { scrollToEnd, startLive } from './live.js'
import { listenToMenus } from './menus.js'

listenToMenus()
listenToConfirm()
listenToFiles()
listenToForms()
startLive()
forgetNotice()
if (!location.hash) scrollToEnd()

/** A reload is not another success. */
function forgetNotice() {
  const url = new URL(location.href)
  if (!url.searchParams.has('done')) return
  for (const name of ['done', 'ref']) url.searchParams.delete(name)
  history.replaceState(null, '', url)
}

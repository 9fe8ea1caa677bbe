import { edit, press, send, sendFiles, typing } from './api.js'
import { createCommandMenu } from './command-menu.js'
import { el, icon, labelDirection, show } from './dom.js'
import { snippet } from './message.js'
import { attempt } from './notice.js'
import { callNameOf, chatAt, messagesAt, spotAt, writerAt } from './store.js'
import { t } from './texts.js'

const LONGEST = 4096
const HIGHEST_PX = 160
/** Telegram's clients send this every few seconds while somebody types. */
const TYPING_EVERY_MS = 4000

/** The part of a chat to write in: the reply or edit bar, the menu of commands, the reply keyboard, the field. */
export function createComposer(place, { onSent }) {
  let view
  /** What the next message replies to, or which message it edits. A reply box counts until the person dismisses it. */
  let target
  const dismissed = new Set()
  const drafts = new Map()
  let draftKey
  let toldAt = 0

  const field = el('textarea', {
    rows: '1',
    maxlength: String(LONGEST),
    dir: 'auto',
    enterkeyhint: 'send',
    oninput: typed,
    onkeydown: pressed,
  })
  const files = el('input', { type: 'file', multiple: true, hidden: true, onchange: () => void upload() })
  const bar = el('.bar', { hidden: true })
  const keys = el('.reply-keyboard')
  const menu = createCommandMenu((command) => void say(command))
  const round = (name, label, act, more = {}) =>
    el(`button.round.${name}`, {
      type: 'button',
      title: t(label),
      'aria-label': t(label),
      onclick: act,
      ...more,
    })
  const slash = round('slash', 'commands', openMenu)
  slash.append('/')
  const clip = round('clip', 'attach', () => files.click())
  clip.append(icon('attach'))
  const go = round('go', 'send', () => void submit())
  go.append(icon('send'))
  const start = el(
    'button.start.primary',
    { type: 'button', hidden: true, onclick: () => void say('/start') },
    t('start'),
  )
  const line = el('.line', {}, clip, field, slash, go)
  const element = el('footer.composer', {}, menu.element, bar, start, line, keys, files)

  return {
    element,
    update,
    reply: (message) => aim({ kind: 'reply', message }),
    edit(message) {
      aim({ kind: 'edit', message })
      field.value = message.text
      fit()
    },
    say,
  }

  function update(next) {
    view = next
    const chat = chatAt(view, place)
    const person = writerAt(view, place)
    const writer = callNameOf(view, person) ?? ''
    keepDraft(`${chat?.key}/${place === 'staff' ? view.topic : ''}/${person}`)
    const isNew = place === 'private' && chat?.messages.length === 0
    start.hidden = !isNew
    line.hidden = !chat || isNew
    field.placeholder = (target ? '' : forced()?.placeholder) || t('message', writer)
    field.setAttribute('aria-label', t('message', writer))
    showBar()
    show(keys, chat?.keyboard?.rows.map((labels, row) => ({ labels, row })) ?? [], {
      key: ({ row }) => row,
      make: keyRow,
    })
    menu.offer(commands(), field.value)
  }

  function keepDraft(key) {
    if (key === draftKey) return
    if (draftKey !== undefined) drafts.set(draftKey, { text: field.value, target })
    draftKey = key
    ;({ text: field.value, target } = drafts.get(key) ?? { text: '', target: undefined })
    fit()
  }

  /** The reply box a bot has opened for the writer here. */
  function forced() {
    const box = chatAt(view, place)?.replyBoxes.find(({ person }) => person === writerAt(view, place))
    const message = box && messagesAt(view, place).find(({ id }) => id === box.message)
    return message && !dismissed.has(message.id) ? { message, placeholder: box.placeholder } : undefined
  }
  function aimed() {
    const box = forced()
    return target ?? (box && { kind: 'reply', message: box.message })
  }
  function aim(next) {
    target = next
    update(view)
    field.focus()
  }
  function showBar() {
    const now = aimed()
    bar.hidden = !now
    const items = now
      ? [{ kind: now.kind, id: now.message.id, name: now.message.from.name, text: snippet(now.message) }]
      : []
    show(bar, items, { key: ({ id }) => id, make: barElement })
  }
  function barElement({ kind, name, text }) {
    return el(
      '.aim',
      {},
      icon(kind),
      el(
        '.about',
        {},
        el('b', {}, kind === 'edit' ? t('editing') : t('reply-to', name)),
        el('span', { dir: labelDirection(text) }, text),
      ),
      el(
        'button.round',
        { type: 'button', title: t('cancel'), 'aria-label': t('cancel'), onclick: dismiss },
        icon('close'),
      ),
    )
  }
  function dismiss() {
    if (!target) dismissed.add(forced()?.message.id)
    if (target?.kind === 'edit') field.value = ''
    aim(undefined)
    fit()
  }

  function keyRow({ labels, row }) {
    const before = chatAt(view, place).keyboard.rows.slice(0, row).flat().length
    return el(
      '.keys',
      {},
      labels.map((label, index) =>
        el('button.key', { type: 'button', onclick: () => void pressKey(label, before + index) }, label),
      ),
    )
  }
  function pressKey(label, button) {
    const { message } = chatAt(view, place).keyboard
    return attempt(() => press({ ...where(), message, button, label })).then(onSent)
  }

  function where() {
    return spotAt(view, place)
  }
  function commands() {
    const own = chatAt(view, place)?.members.find(({ id }) => id === writerAt(view, place))
    const suffix = place === 'private' ? '' : `@${view.state.bot.username}`
    return (own?.commands ?? []).map((command) => ({ ...command, suffix }))
  }
  function openMenu() {
    field.value = field.value === '/' ? '' : '/'
    typed()
    field.focus()
  }
  function typed() {
    fit()
    tellTyping()
    menu.offer(commands(), field.value)
  }
  function tellTyping() {
    if (field.value === '' || Date.now() - toldAt < TYPING_EVERY_MS) return
    toldAt = Date.now()
    // Nothing depends on it: the message itself arrives without it.
    typing(where()).catch((error) => console.info(error))
  }
  function fit() {
    field.style.height = ''
    // A hidden field has no height to measure.
    if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, HIGHEST_PX)}px`
  }
  function pressed(event) {
    if (event.isComposing || menu.takes(event)) return
    if (event.key === 'Escape' && aimed()) dismiss()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    void submit()
  }

  function submit() {
    const text = field.value.trim()
    if (text !== '') return say(text)
  }
  async function say(text) {
    const now = aimed()
    const message = now?.message.id
    toldAt = 0
    clear()
    const sent = await attempt(async () => {
      if (now?.kind === 'edit') await edit({ ...where(), message, text })
      else await send({ ...where(), text, replyTo: message })
      return true
    })
    if (!sent && field.value === '') field.value = text
    onSent()
  }
  async function upload() {
    const chosen = [...files.files]
    if (chosen.length === 0) return
    const now = aimed()
    const fields = {
      ...where(),
      caption: field.value.trim(),
      replyTo: now?.kind === 'reply' ? now.message.id : undefined,
    }
    clear()
    files.value = ''
    await attempt(() => sendFiles(fields, chosen))
    onSent()
  }
  function clear() {
    target = undefined
    field.value = ''
    fit()
    update(view)
  }
}

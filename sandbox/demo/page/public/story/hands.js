import { askProduct } from '../api.js'
import { change, chatAt, current } from '../store.js'
import { everyText } from '../texts.js'
import { createPanelHands } from './panel-hands.js'

const LETTER_MS = 42
const AIM_MS = 650
const API_EVERY_MS = 400

const flat = (text) => text.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '').trim()

/** What the story does with the page: it types and presses as a person would. */
export function createHands({ rest, until, isHurried }, { panel }) {
  const root = (place) => document.querySelector(`.place-${place}`)
  const field = (place) => root(place).querySelector('textarea')

  /** Marks what will be pressed, waits a moment, then presses it. */
  async function tap(element) {
    element.scrollIntoView({ block: 'nearest' })
    element.classList.add('aimed-at')
    await rest(AIM_MS)
    element.classList.remove('aimed-at')
    element.click()
  }
  async function type(place, text) {
    const input = field(place)
    input.focus({ preventScroll: true })
    const step = isHurried() ? Math.max(8, Math.ceil(text.length / 8)) : 1
    for (let end = step; end < text.length + step; end += step) {
      input.value = text.slice(0, end)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await rest(LETTER_MS)
    }
  }
  async function say(place, text) {
    await type(place, text)
    await rest(350)
    await tap(root(place).querySelector('.go'))
  }
  /** The last button with a label, in any of the bot's languages. */
  function key(place, label) {
    const words = everyText(`label-${label}`)
    const keys = [...root(place).querySelectorAll('.key:not(:disabled)')]
    return keys.findLast((one) => words.includes(flat(one.textContent)))
  }
  async function press(place, label) {
    await tap(await until(label, () => key(place, label)))
  }
  async function attach(place, file) {
    const transfer = new DataTransfer()
    transfer.items.add(file)
    const input = root(place).querySelector('input[type=file]')
    input.files = transfer.files
    await tap(root(place).querySelector('.clip'))
    input.dispatchEvent(new Event('change'))
  }
  /** Presses the reply button of a message. */
  async function replyTo(place, id) {
    const tool = () => root(place).querySelector(`[data-message="${id}"] .tool`)
    await tap(await until('message', tool))
  }
  async function look(patch) {
    change(patch)
    await rest(60)
  }
  /** Resolves with the ticket of the product's API as soon as `wanted` accepts it. */
  async function ticket(ref, wanted) {
    return await until('ticket', async () => {
      const found = await askProduct(`/tickets/${ref}`).catch(() => undefined)
      if (found && wanted(found)) return found
      await new Promise((resolve) => setTimeout(resolve, API_EVERY_MS))
      return undefined
    })
  }

  return {
    rest,
    until,
    view: current,
    chat: (place) => chatAt(current(), place),
    look,
    tap,
    say,
    key,
    press,
    attach,
    replyTo,
    ticket,
    panel: createPanelHands({ rest, until, isHurried }, panel),
    /** What scenes leave for later ones. */
    memo: {},
  }
}

/** Makes an element. Texts become text nodes, never HTML. Empty children are left out. */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.')
  const element = document.createElement(tag || 'div')
  if (classes.length > 0) element.className = classes.join(' ')
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else element.setAttribute(key, value === true ? '' : value)
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  )
  return element
}

const SVG = 'http://www.w3.org/2000/svg'
const ICONS = {
  reply: 'M10 9V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z',
  edit: 'M4 17.2V20h2.800L17.6 9.200l-2.8-2.800zM19.7 7.100a1 1 0 0 0 0-1.400l-1.4-1.400a1 1 0 0 0-1.4 0l-1.3 1.3 2.8 2.800z',
  send: 'M3 20.500v-6.600L13 12 3 10.100V3.500L22 12z',
  attach:
    'M16.5 6v11.500a4 4 0 0 1-8 0V5a2.5 2.5 0 0 1 5 0v10.500a1 1 0 0 1-2 0V6H10v9.500a2.5 2.5 0 0 0 5 0V5a4 4 0 0 0-8 0v12.500a5.5 5.5 0 0 0 11 0V6z',
  close: 'M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12z',
  copy: 'M16 1H4a2 2 0 0 0-2 2v14h2V3h12zm3 4H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2zm0 16H8V7h11z',
  reload: 'M17.6 6.400A8 8 0 1 0 19.700 14h-2.100A6 6 0 1 1 16.200 7.800L13 11h7V4z',
  link: 'M14 3v2h3.600l-9.8 9.8 1.4 1.400L19 6.400V10h2V3zM5 5v14h14v-7h2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7v2z',
  file: 'M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8l-6-6zm7 7V3.500L18.5 9z',
  lock: 'M18 8h-1V6A5 5 0 0 0 7 6v2H6a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V10a2 2 0 0 0-2-2zM9 6a3 3 0 0 1 6 0v2H9z',
  unseen:
    'M12 7a5 5 0 0 1 4.6 6.800l2.9 2.900A11.8 11.8 0 0 0 23 12C21.3 7.6 17 4.5 12 4.500c-1.4 0-2.7.2-4 .7l2.2 2.200A5 5 0 0 1 12 7zM2 4.300l2.7 2.700A11.8 11.8 0 0 0 1 12c1.7 4.4 6 7.5 11 7.5 1.5 0 3-.3 4.4-.8l3.3 3.3 1.3-1.300L3.3 3zm5.5 5.5 1.6 1.600A3 3 0 0 0 12.7 15l1.5 1.500A5 5 0 0 1 7.5 9.800z',
  check: 'M9 16.2 4.8 12l-1.4 1.400L9 19 21 7l-1.4-1.400z',
  customer:
    'M16 1H8a3 3 0 0 0-3 3v16a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3V4a3 3 0 0 0-3-3zm-2 20h-4v-1h4zm3-3H7V4h10z',
  staff:
    'M12 2a9 9 0 0 0-9 9v6a3 3 0 0 0 3 3h3v-8H5v-1a7 7 0 0 1 14 0v1h-4v8h4v1h-7v2h6a3 3 0 0 0 3-3v-9a9 9 0 0 0-9-9z',
  panel: 'M20 3H4a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V5a2 2 0 0 0-2-2zm0 16H4V8h16z',
  sms: 'M20 2H4a2 2 0 0 0-2 2v18l4-4h14a2 2 0 0 0 2-2V4a2 2 0 0 0-2-2zM9 11H7V9h2zm4 0h-2V9h2zm4 0h-2V9h2z',
  clock: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 11.400-4.500 2.600-1-1.700L11 12.300V6h2z',
  bolt: 'M13 1 4 14h6l-1 9 10-14h-7z',
  play: 'M8 5v14l11-7z',
  pause: 'M6 5h4v14H6zm8 0h4v14h-4z',
  next: 'M6 18l8.500-6L6 6zM16 6v12h2V6z',
  stop: 'M6 6h12v12H6z',
  signal: 'M3 15h3v5H3zm5-4h3v9H8zm5-4h3v13h-3zm5-4h3v17h-3z',
  battery: 'M2 7h18v3h2v4h-2v3H2zm2 2v6h12V9z',
  phone: 'M17 1H7a2 2 0 0 0-2 2v18a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V3a2 2 0 0 0-2-2zm0 17H7V4h10z',
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('icon', `icon-${name}`)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}

/**
 * Makes the children of `parent` show `items`. An item that has not changed keeps its element, and so its focus and a
 * gesture that has begun.
 */
export function show(parent, items, { key, make }) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]))
  const next = items.map((item) => {
    const id = String(key(item))
    const signature = JSON.stringify(item)
    const existing = known.get(id)
    if (existing?.signature === signature) return existing
    const element = make(item, existing)
    element.dataset.key = id
    element.signature = signature
    return element
  })
  const kept = new Set(next)
  for (const child of known.values()) if (!kept.has(child)) child.remove()
  for (const [index, element] of next.entries()) {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null)
  }
}

/** The direction of a short label: right to left if it has Persian words, even when a Latin reference comes first. */
export const labelDirection = (text) => (/[\u0600-\u06ff]/.test(text) ? 'rtl' : 'ltr')

const COLORS = 7
const colors = new Map()

/** The colour of an id. Each new id takes the next colour. */
function colorOf(id) {
  if (!colors.has(id)) colors.set(id, colors.size % COLORS)
  return `color-${colors.get(id)}`
}

/** A round initial in the colour that belongs to an id. */
export function avatar(id, name) {
  return el(`.avatar.${colorOf(id)}`, { 'aria-hidden': 'true' }, [...name][0] ?? '?')
}

export const nameColor = colorOf

const FIELD = 'input[data-files]'
const TYPES = /\.(?:png|jpe?g|pdf|txt)$/i

/** Chosen, dropped and pasted files gather in the field, each with a preview and a way to take it back. */
export function listenToFiles() {
  document.addEventListener('change', ({ target }) => {
    if (target.matches(FIELD)) add(target, [...target.files])
  })
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-picked] button')
    if (!button) return
    const form = button.closest('form')
    const kept = gathered.get(form.querySelector(FIELD)) ?? []
    const at = [...form.querySelectorAll('[data-picked] button')].indexOf(button)
    show(form.querySelector(FIELD), kept.toSpliced(at, 1), [])
    form.querySelector(FIELD).focus()
  })
  document.addEventListener('paste', (event) => {
    const field = event.target.form?.querySelector(FIELD)
    const files = [...(event.clipboardData?.files ?? [])]
    if (!field || files.length === 0) return
    event.preventDefault()
    add(field, files)
  })
  for (const type of ['dragover', 'drop', 'dragleave']) document.addEventListener(type, drag)
}

/** The files of each field; the browser's own list is replaced with every choice. */
const gathered = new WeakMap()

function drag(event) {
  const form = event.target.closest?.('form:has([data-files])')
  if (!form || !event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  form.querySelector('[data-drop]')?.classList.toggle('over', event.type === 'dragover')
  if (event.type === 'drop') add(form.querySelector(FIELD), [...event.dataTransfer.files])
}

function add(field, chosen) {
  const { dataset } = field
  const before = gathered.get(field) ?? []
  const faults = []
  const fit = []
  for (const file of chosen) {
    if (before.some((each) => isSame(each, file))) continue
    const fault = faultOf(file, dataset)
    if (fault) faults.push(fault.replace('%name%', file.name))
    else fit.push(file)
  }
  const all = [...before, ...fit]
  const max = Number(dataset.maxFiles)
  if (all.length > max) faults.push(dataset.countFault)
  show(field, all.slice(0, max), faults)
}

function faultOf(file, { typeFault, sizeFault, emptyFault, maxBytes }) {
  if (!TYPES.test(file.name)) return typeFault
  if (file.size >= Number(maxBytes)) return sizeFault
  return file.size === 0 ? emptyFault : null
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
}

function show(field, files, faults) {
  gathered.set(field, files)
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  field.files = transfer.files
  const list = field.form.querySelector('[data-picked]')
  for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src)
  list.replaceChildren(...files.map((file) => preview(file, list.dataset.remove)))
  list.hidden = files.length === 0
  showFaults(field.form.querySelector('#files-fault'), faults)
}

function preview(file, remove) {
  const item = document.createElement('li')
  item.className = 'file row'
  const picture = file.type.startsWith('image/') ? document.createElement('img') : icon('file')
  if (picture instanceof HTMLImageElement) Object.assign(picture, { src: URL.createObjectURL(file), alt: '' })
  const name = document.createElement('bdi')
  name.textContent = file.name
  const size = document.createElement('small')
  size.textContent = sizeWords(file.size)
  const words = document.createElement('span')
  words.append(name, size)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'dots'
  button.setAttribute('aria-label', remove.replace('%name%', file.name))
  button.append(icon('remove'))
  item.append(picture, words, button)
  return item
}

function sizeWords(bytes) {
  const [value, unit] =
    bytes < 1e3 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const options = { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }
  return new Intl.NumberFormat(document.documentElement.lang, options).format(value)
}

/** One of the page's drawings. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

/** Says in a field's place what is wrong with it. */
export function showFaults(place, faults) {
  place.replaceChildren(
    ...faults.map((fault) => {
      const line = document.createElement('p')
      line.className = 'row'
      const words = document.createElement('span')
      words.textContent = fault
      line.append(icon('alert'), words)
      return line
    }),
  )
}

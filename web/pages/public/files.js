const FIELD = 'input[data-files]'
const TYPES = /\.(?:png|jpe?g|pdf|txt)$/i

/**
 * Collects the chosen, dropped and pasted files in the field, and lists each with a preview and a button to remove it.
 * A file that is not accepted is listed as well, and keeps the form from being sent until it is removed.
 */
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
    show(form.querySelector(FIELD), kept.toSpliced(at, 1))
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
  // A browser that comes back to the page may have restored the chosen files.
  addEventListener('pageshow', () => {
    for (const field of document.querySelectorAll(FIELD))
      if (field.files.length > 0) add(field, [...field.files])
  })
}

/** Whether a form has a file that is not accepted; if so, moves the focus to the words about it. */
export function holdsRefused(form) {
  if (!form.querySelector('[data-picked] .refused')) return false
  const place = form.querySelector('#files-fault')
  place.tabIndex = -1
  place.focus()
  return true
}

/** Removes all files from a form. */
export function clearFiles(form) {
  const field = form.querySelector(FIELD)
  if (field) show(field, [])
}

/** All files of each field, also refused ones. The browser's own list forgets earlier files with each choice. */
const gathered = new WeakMap()

function drag(event) {
  const form = event.target.closest?.('form:has([data-files])')
  if (!form || !event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  form.querySelector('[data-drop]')?.classList.toggle('over', event.type === 'dragover')
  if (event.type === 'drop') add(form.querySelector(FIELD), [...event.dataTransfer.files])
}

function add(field, chosen) {
  const before = gathered.get(field) ?? []
  show(field, [...before, ...chosen.filter((file) => !before.some((each) => isSame(each, file)))])
}

/** For each file, what is wrong with it, or null. */
function faultsOf(files, { maxFiles, countFault, ...rules }) {
  let room = Number(maxFiles)
  return files.map((file) => {
    const fault = faultOf(file, rules)
    if (fault) return fault.replace('%name%', () => file.name)
    return room-- > 0 ? null : countFault
  })
}

function faultOf(file, { typeFault, sizeFault, emptyFault, maxBytes }) {
  if (!TYPES.test(file.name)) return typeFault
  if (file.size >= Number(maxBytes)) return sizeFault
  return file.size === 0 ? emptyFault : null
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
}

function show(field, files) {
  gathered.set(field, files)
  const faults = faultsOf(files, field.dataset)
  const transfer = new DataTransfer()
  for (const [at, file] of files.entries()) if (faults[at] === null) transfer.items.add(file)
  field.files = transfer.files
  const list = field.form.querySelector('[data-picked]')
  for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src)
  list.replaceChildren(...files.map((file, at) => preview(file, faults[at] !== null, list.dataset.remove)))
  list.hidden = files.length === 0
  const words = [...new Set(faults.filter((fault) => fault !== null))]
  if (words.length > 0) field.ariaInvalid = 'true'
  else field.removeAttribute('aria-invalid')
  showFaults(
    field.form.querySelector('#files-fault'),
    words.length > 0 ? [...words, field.dataset.refused] : [],
  )
}

function preview(file, isRefused, remove) {
  const item = document.createElement('li')
  item.className = isRefused ? 'file row refused' : 'file row'
  const picture = file.type.startsWith('image/') && !isRefused ? thumbnail(file) : icon('file')
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

function thumbnail(file) {
  const image = document.createElement('img')
  image.addEventListener('error', () => image.replaceWith(icon('file')))
  return Object.assign(image, { src: URL.createObjectURL(file), alt: '' })
}

function sizeWords(bytes) {
  const [value, unit] =
    bytes < 1e3 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const options = {
    style: 'unit',
    unit,
    // Persian's short units are Latin.
    unitDisplay: unit === 'byte' || document.documentElement.lang === 'fa' ? 'long' : 'short',
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }
  return new Intl.NumberFormat(document.documentElement.lang, options).format(value)
}

/** Draws one of the icons in the page. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

/** Shows a field's faults in their place beside it. */
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

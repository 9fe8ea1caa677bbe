const BASE = '/sandbox'

async function request(method, path, body) {
  const isForm = body instanceof FormData
  const response = await fetch(`${BASE}${path}`, {
    method,
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
    ...(body && !isForm && { headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
  return response.status === 204 ? undefined : await response.json()
}

export const send = (message) => request('POST', '/messages', message)
export const edit = (message) => request('PUT', '/messages', message)
export const press = (button) => request('POST', '/presses', button)
export const openLink = (link) => request('POST', '/links', link)
export const typing = (where) => request('POST', '/typing', where)
export const forward = (hours) => request('POST', '/clock', { hours })
export const setTrouble = (name, on) => request('PUT', `/troubles/${name}`, { on })
export const setLanguage = (language) => request('PUT', '/language', { language })
export const fileUrl = (id) => `${BASE}/files/${encodeURIComponent(id)}`

export function sendFiles(fields, files) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.append(name, String(value))
  for (const file of files) form.append('files', file, file.name)
  return request('POST', '/files', form)
}

/** An address that signs the panel's user in, once, and goes on to `path`. */
export async function signInUrl(path) {
  const { token } = await request('POST', '/panel/tokens', {})
  return `/sso?${new URLSearchParams({ token, next: path })}`
}

/** A link of the product's that adds the bot to a group, made for the panel's user. */
export async function addBotUrl() {
  const { bearer } = await request('POST', '/panel/tokens', {})
  const headers = { authorization: `Bearer ${bearer}` }
  const response = await fetch('/api/v1/telegram-groups/links', { method: 'POST', headers })
  if (!response.ok) throw new Error(`POST /telegram-groups/links: ${response.status}`)
  return (await response.json()).url
}

/** The response of the product's API to the panel's user; undefined without a session. */
export async function askProduct(path) {
  const response = await fetch(`/api/v1${path}`, { headers: { accept: 'application/json' } })
  if (response.status === 401) return undefined
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
  return await response.json()
}

/** Calls `onState` with the whole state at once and after each change, `onOnline` as the connection comes and goes. */
export function follow(onState, onOnline) {
  const events = new EventSource(`${BASE}/events`)
  events.addEventListener('message', ({ data }) => onState(JSON.parse(data)))
  events.addEventListener('open', () => onOnline(true))
  events.addEventListener('error', () => onOnline(false))
}

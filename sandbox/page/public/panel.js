import { activateGroup, listGroups } from './api.js'
import { el, show } from './dom.js'
import { change } from './store.js'
import { language, t } from './texts.js'

/** The card that does what the organization's panel does. */
export function createPanel() {
  const field = el('input', {
    type: 'text',
    dir: 'auto',
    autocomplete: 'off',
    required: true,
    placeholder: t('panel-example'),
    id: 'group-id',
  })
  const button = el('button.primary', { type: 'submit' }, t('panel-activate'))
  const outcome = el('p.outcome', { role: 'status', dir: 'auto', hidden: true })
  const state = el('.panel-state')
  const groups = el('.linked')
  const form = el(
    'form',
    { onsubmit: (event) => void submit(event) },
    el('label', { for: 'group-id' }, t('panel-field')),
    el('.pair', {}, field, button),
  )
  const element = el(
    'section.card.panel',
    { 'aria-label': t('panel') },
    el('header', {}, el('h2', {}, t('panel'), ' › ', t('panel-page')), state),
    form,
    outcome,
    groups,
  )

  async function submit(event) {
    event.preventDefault()
    button.disabled = true
    const { status, body } = await activateGroup(language, field.value).catch(() => ({ status: 0 }))
    button.disabled = false
    const done = status === 200 || status === 201
    say(done ? t('panel-done', body.title) : problemText(body), done)
    if (done) field.value = ''
    await refreshGroups()
  }
  function say(text, good) {
    outcome.hidden = false
    outcome.textContent = text
    outcome.classList.toggle('bad', !good)
  }

  return {
    element,
    update({ groups: linked = [] }) {
      const now = linked.some((group) => group.state === 'active')
        ? 'active'
        : linked.length > 0
          ? 'suspended'
          : 'unlinked'
      show(state, [now], {
        key: (name) => name,
        make: (name) => el(`span.dot.is-${name}`, {}, t(`panel-${name}`)),
      })
      show(groups, linked, { key: ({ groupId }) => groupId, make: groupElement })
    },
  }
}

function groupElement({ title, groupId, state }) {
  return el(
    '.linked-group',
    {},
    el('b', { dir: 'auto' }, title),
    el('code', { dir: 'ltr' }, groupId),
    el(`span.dot.is-${state}`, {}, t(`panel-${state}`)),
  )
}

/** A problem document's own words. */
function problemText(body) {
  return body?.errors?.[0]?.message ?? body?.detail ?? body?.title ?? t('panel-unreachable')
}

/** Asks the product which groups are linked. */
export async function refreshGroups() {
  const answer = await listGroups(language).catch(() => undefined)
  if (answer?.status === 200) change({ groups: answer.body.items })
}

import { press, fileUrl } from './api.js'
import { avatar, el, icon, labelDirection, nameColor } from './dom.js'
import { alertBox, attempt, copy, toast } from './notice.js'
import { richText } from './rich-text.js'
import { serviceText } from './service.js'
import { numberText, sizeText, t, timeText } from './texts.js'

/** A message in one line, for quotes. */
export function snippet({ text, media, file, contact, service }) {
  if (text) return text.replaceAll(/\s+/g, ' ').slice(0, 120)
  if (media === 'document' && file?.name) return file.name
  if (media) return t(`media-${media}`)
  return contact ? t('contact') : (service ?? '')
}

/**
 * The element of one message. `item` holds the message, who looks at it, and what it replies to;
 * `actions` is what its buttons do.
 */
export function messageElement(item, actions) {
  const { message, own, continues, closes, title } = item
  if (message.service)
    return el('.service', {}, el('span', { dir: document.documentElement.dir }, serviceText(message, title)))
  const { from } = message
  return el(
    `.row${own ? '.own' : ''}${continues ? '.continues' : ''}`,
    { 'data-message': String(message.id) },
    !own && (closes ? avatar(from.id, from.name) : el('.avatar.none')),
    el(
      '.stack',
      {},
      bubble(item, actions),
      message.buttons.length > 0 && keyboard(item),
      message.unseen && el('.unseen', {}, icon('unseen'), t('unseen')),
    ),
    tools(item, actions),
  )
}

function bubble({ message, own, continues, replied }, actions) {
  const { from, text, entities, editedAt, date, reactions } = message
  return el(
    '.bubble',
    {},
    !own &&
      !continues &&
      el(
        `.name.${nameColor(from.id)}`,
        { dir: 'auto' },
        from.name,
        ' ',
        from.isBot && el('small', {}, t('bot')),
      ),
    replied && quote(replied, actions),
    message.album ? album(message.album) : message.media && attachment(message),
    message.contact && contactCard(message.contact),
    text && el('.text', { dir: 'auto' }, richText(text, entities, actions.command)),
    el(
      '.foot',
      {},
      reactionChips(reactions),
      el('span.meta', { dir: 'auto' }, editedAt !== undefined && t('edited'), el('time', {}, timeText(date))),
    ),
  )
}

function quote({ id, name, color, text }, actions) {
  if (name === undefined) return el('.quote.gone', {}, text)
  return el(
    `button.quote.${color}`,
    { type: 'button', onclick: () => actions.reveal(id) },
    el('b', { dir: 'auto' }, name),
    el('span', { dir: labelDirection(text) }, text),
  )
}

function album(messages) {
  const pictures = messages.every(({ media }) => media === 'photo')
  return el(
    `.album${pictures ? '.grid' : ''}`,
    { 'data-count': String(messages.length) },
    messages.map(attachment),
  )
}

function attachment({ media, file, id }) {
  if (!file) return el('.document', {}, icon('file'), t(`media-${media}`))
  const url = fileUrl(file.id)
  if (media === 'photo') {
    const image = el('img', { src: url, alt: t('media-photo'), loading: 'lazy' })
    return el('a.photo', { href: url, target: '_blank', rel: 'noopener' }, image)
  }
  const name = file.name ?? `${t(`media-${media}`)} ${id}`
  return el(
    'a.document',
    { href: url, download: name, title: t('download') },
    el('.disc', {}, icon('file')),
    el('.about', {}, el('b', { dir: 'auto' }, name), el('small', {}, sizeText(file.size))),
  )
}

function contactCard({ first_name, last_name, phone_number }) {
  const name = [first_name, last_name].filter(Boolean).join(' ')
  return el(
    '.document',
    {},
    el('.disc', {}, icon('phone')),
    el(
      '.about',
      {},
      el('b', { dir: 'auto' }, name),
      el('small', { dir: 'ltr' }, `+${phone_number.replace('+', '')}`),
    ),
  )
}

function reactionChips(reactions) {
  return [...new Set(reactions)].map((emoji) => {
    const count = reactions.filter((other) => other === emoji).length
    return el('span.reaction', {}, emoji, count > 1 && numberText(count))
  })
}

function tools({ message, own, canWrite }, actions) {
  if (!canWrite) return undefined
  const tool = (name, act) =>
    el('button.tool', { type: 'button', title: t(name), 'aria-label': t(name), onclick: act }, icon(name))
  return el(
    '.tools',
    {},
    tool('reply', () => actions.reply(message)),
    own && message.text && tool('edit', () => actions.edit(message)),
  )
}

function keyboard({ message, where, canWrite }) {
  let place = -1
  const rows = message.buttons.map((row) =>
    el(
      '.keys',
      {},
      row.map((button) => key(button, ++place)),
    ),
  )
  return el('.keyboard', {}, rows)

  function key(button, index) {
    const style = button.style ? `.style-${button.style}` : ''
    if (button.url) {
      const link = { href: button.url, target: '_blank', rel: 'noopener noreferrer', title: t('opens-link') }
      return el(`a.key${style}`, link, button.text, icon('link'))
    }
    if (button.copy_text) {
      return el(
        `button.key${style}`,
        { type: 'button', onclick: () => void copy(button.copy_text.text) },
        button.text,
        icon('copy'),
      )
    }
    return el(
      `button.key${style}`,
      {
        type: 'button',
        disabled: !canWrite,
        onclick: ({ currentTarget }) => void ask(currentTarget, button, index),
      },
      button.text,
    )
  }

  async function ask(element, button, index) {
    element.classList.add('waiting')
    const answer = await attempt(() =>
      press({ ...where, message: message.id, button: index, label: button.text }),
    )
    element.classList.remove('waiting')
    if (!answer) return
    if (!answer.answered) toast(t('no-answer'))
    else if (answer.text !== '') (answer.showAlert ? alertBox : toast)(answer.text)
  }
}

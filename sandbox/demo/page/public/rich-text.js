import { el } from './dom.js'
import { copy } from './notice.js'

/** The nodes of a text with its entities. A click on a command calls `onCommand` with it. */
export function richText(text, entities, onCommand) {
  const ordered = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length)
  return render(0, text.length, ordered)

  function render(from, to, inside) {
    const nodes = []
    let at = from
    let rest = inside
    while (rest.length > 0) {
      const [entity, ...others] = rest
      const start = Math.max(entity.offset, at)
      const end = Math.min(entity.offset + entity.length, to)
      const nested = others.filter(({ offset }) => offset < end)
      rest = others.slice(nested.length)
      if (end <= start) continue
      if (start > at) nodes.push(text.slice(at, start))
      nodes.push(wrap(entity, text.slice(start, end), render(start, end, nested)))
      at = end
    }
    if (at < to) nodes.push(text.slice(at, to))
    return nodes
  }

  function wrap(entity, words, children) {
    switch (entity.type) {
      case 'bold':
        return el('b', {}, children)
      case 'italic':
        return el('i', {}, children)
      case 'underline':
        return el('u', {}, children)
      case 'strikethrough':
        return el('s', {}, children)
      case 'blockquote':
      case 'expandable_blockquote':
        return el('blockquote', {}, children)
      case 'spoiler':
        return el(
          'span.spoiler',
          { onclick: ({ currentTarget }) => currentTarget.classList.add('open') },
          children,
        )
      case 'code':
      case 'pre':
        return el(
          `${entity.type === 'pre' ? 'pre' : 'code'}.copies`,
          { dir: 'auto', onclick: () => void copy(words) },
          children,
        )
      case 'bot_command':
        return el('button.command', { type: 'button', dir: 'ltr', onclick: () => onCommand(words) }, children)
      case 'url':
        return link(/^https?:/i.test(words) ? words : `https://${words}`, children)
      case 'text_link':
        return link(entity.url, children)
      case 'mention':
      case 'text_mention':
      case 'hashtag':
      case 'email':
        return el('span.mention', {}, children)
      default:
        return el('span', {}, children)
    }
  }
}

function link(url, children) {
  const isWeb = URL.canParse(url) && /^(https?|tg|mailto):$/.test(new URL(url).protocol)
  return el('a', { ...(isWeb && { href: url }), target: '_blank', rel: 'noopener noreferrer' }, children)
}

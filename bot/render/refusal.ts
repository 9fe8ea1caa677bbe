import type { DeskError } from '../../core/foundation/errors.ts'
import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import { shownName } from './people.ts'

/** Why the desk refused, in plain words. */
export function refusalText(texts: Translator, locale: Locale, { code, details }: DeskError): string {
  switch (code) {
    case 'already_taken':
      return details['name']
        ? texts.t(locale, 'refusal-already_taken', {
            name: shownName(texts, locale, String(details['name'])),
          })
        : texts.t(locale, 'refusal-already_in_progress')
    case 'invalid_request':
      return invalidText(texts, locale, details)
    case 'not_found':
    case 'forbidden':
    case 'ticket_closed':
    case 'ticket_open':
    case 'invalid_group_id':
    case 'bot_not_in_group':
    case 'group_linked_elsewhere':
    case 'group_not_ready':
    case 'bot_muted':
    case 'too_many_attempts':
    case 'link_code_unknown':
    case 'link_code_spent':
    case 'link_code_expired':
    case 'telegram_unavailable':
    case 'storage_unavailable':
    case 'storage_full':
    case 'storage_quota_exceeded':
      return texts.t(locale, `refusal-${code}`)
  }
}

/** What is wrong with a title or a description; nobody is told more of anything else. */
function invalidText(texts: Translator, locale: Locale, details: DeskError['details']): string {
  const field = (['title', 'description'] as const).find((name) => name in details)
  if (!field) return texts.t(locale, 'refusal-invalid_request')
  return texts.t(locale, `form-problem-${field}-${details[field] === 'too_long' ? 'long' : 'text'}`)
}

import type { Notice } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Locale } from '../../core/people/person.ts'
import { formatReference } from '../../core/tickets/ticket.ts'
import type { FailureReason } from '../../core/tickets/message.ts'
import type { Translator } from '../../locales/translate.ts'
import { buttons, plain, type Rich } from '../telegram/rich.ts'
import { shownName } from './people.ts'

/** What these keep back is parked and goes out once the chat can be reached again. */
const WAITS: ReadonlySet<FailureReason> = new Set([
  'bot_removed',
  'blocked_by_user',
  'user_not_started',
  'no_rights',
])

type Closing = Extract<Notice, { kind: 'closed' }>

/** What the bot itself has to tell about a ticket. */
export function renderNotice(
  texts: Translator,
  locale: Locale,
  room: Room,
  ticketNumber: number,
  notice: Exclude<Notice, { kind: 'description' }>,
): Rich {
  switch (notice.kind) {
    case 'closed':
      return room === 'staff'
        ? closedForStaff(texts, locale, notice)
        : closedForCustomer(texts, locale, ticketNumber, notice)
    case 'reopened':
      return plain(
        room === 'staff'
          ? texts.t(locale, 'notice-staff-reopened', { name: shownName(texts, locale, notice.name) })
          : texts.t(locale, 'notice-customer-reopened', { ref: formatReference(ticketNumber) }),
      )
    case 'undelivered':
      return plain(
        texts.t(locale, WAITS.has(notice.reason) ? 'notice-waiting' : 'notice-undelivered', {
          reason: failureText(texts, locale, notice.reason),
        }),
      )
    case 'files_forbidden':
      return plain(texts.t(locale, 'notice-files-forbidden'))
    case 'set_aside':
      return plain(texts.t(locale, 'notice-set-aside', { command: '/resend' }))
    case 'blocked':
      return plain(texts.t(locale, 'notice-blocked'))
    case 'sms_budget':
      return plain(texts.t(locale, `notice-sms-budget-${notice.scope}`, { limit: notice.limit }))
    case 'delayed':
      return plain(texts.t(locale, 'notice-delayed', { until: new Date(notice.until) }))
  }
}

/** Only what failed in our own code is sent again by a command. */
function failureText(texts: Translator, locale: Locale, reason: FailureReason): string {
  return reason === 'internal_error'
    ? texts.t(locale, 'delivery-failure-internal_error', { command: '/resend' })
    : texts.t(locale, `delivery-failure-${reason}`)
}

function closedForStaff(texts: Translator, locale: Locale, { by, name }: Closing): Rich {
  return plain(
    by === 'time'
      ? texts.t(locale, 'notice-staff-closed-by-time')
      : texts.t(locale, 'notice-staff-closed-by-customer', { name: shownName(texts, locale, name) }),
  )
}

/** It has a button of its own, because the card may be far above. */
function closedForCustomer(
  texts: Translator,
  locale: Locale,
  ticketNumber: number,
  { by, name }: Closing,
): Rich {
  const ref = formatReference(ticketNumber)
  const line =
    by === 'customer'
      ? texts.t(locale, 'notice-customer-closed-by-customer', { name: shownName(texts, locale, name), ref })
      : texts.t(locale, `notice-customer-closed-by-${by}`, { ref })
  return {
    text: `${line}\n${texts.t(locale, 'notice-customer-closed-hint')}`,
    entities: [],
    keyboard: buttons([[texts.t(locale, 'card-button-reopen'), `t:reopen:${ticketNumber}`]]),
  }
}

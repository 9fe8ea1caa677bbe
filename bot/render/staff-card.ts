import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Locale, Organization } from '../../core/people/person.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import { formatReference, type Priority, type Ticket } from '../../core/tickets/ticket.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich, RichText } from '../telegram/rich.ts'
import { shownName } from './people.ts'
import { bold, lines, rich } from './compose.ts'
import { clip } from './split.ts'
import { stateLines } from './ticket-card.ts'

/** The rest of a card fits beside this much in every case. A longer description is posted whole after the card. */
const DESCRIPTION_SHOWN = 2_500
const FILES_SHOWN = 10
const FILE_NAME_MAX = 60
const REASON_MAX = 200
const TOPIC_NAME_MAX = 128

/** Whether a ticket's customer can be reached where the ticket lives. */
export type HomeState =
  | 'reachable'
  | 'none'
  | 'unlinked'
  | 'membership_ended'
  | 'bot_removed'
  | 'group_deleted'

export interface StaffCard {
  readonly ticket: Ticket
  readonly organization: Organization | null
  readonly files: readonly Attachment[]
  readonly home: HomeState
}

/** A ticket's card in the staff group. Buttons: `s:take:12`, `s:note:12`, `s:close:12`, `s:reopen:12`. */
export function renderStaffCard(
  texts: Translator,
  locale: Locale,
  { ticket, organization, files, home }: StaffCard,
): Rich {
  const { assignee, creator, smsFailure } = ticket
  const name = shownName(texts, locale, creator.name)
  const content = lines(
    bold(
      texts.t(locale, 'card-heading', {
        ref: formatReference(ticket.number),
        title: cleanLine(ticket.title),
      }),
    ),
    '',
    ...stateLines(texts, locale, ticket),
    assignee
      ? texts.t(locale, 'card-assignee', { name: shownName(texts, locale, assignee.name) })
      : texts.t(locale, 'card-assignee-none'),
    texts.t(locale, 'card-organization', {
      name: shownName(texts, locale, organization?.name ?? ticket.organizationId),
      plan: planName(texts, locale, organization?.plan ?? 'basic'),
    }),
    ticket.source === 'panel'
      ? texts.t(locale, 'card-creator-panel', { name })
      : texts.t(locale, 'card-creator', { name }),
    texts.t(locale, 'card-created', { at: ticket.createdAt }),
    texts.t(locale, 'card-updated', { at: ticket.updatedAt }),
    files.length > 0 ? fileLine(texts, locale, files) : null,
    home === 'reachable' ? null : texts.t(locale, `card-home-${home}`),
    smsFailure === null
      ? null
      : texts.t(locale, 'card-sms-refused', { reason: clip(cleanLine(smsFailure), REASON_MAX) }),
    '',
    clip(ticket.description, DESCRIPTION_SHOWN),
    ticket.description.length > DESCRIPTION_SHOWN ? texts.t(locale, 'card-description-goes-on') : null,
  )
  return { ...content, keyboard: keyboard(texts, locale, ticket) }
}

/** The whole description under a heading; null where the card shows all of it. */
export function renderWholeDescription(
  texts: Translator,
  locale: Locale,
  { number, description }: Ticket,
): RichText | null {
  if (description.length <= DESCRIPTION_SHOWN) return null
  return rich(
    bold(texts.t(locale, 'card-description-whole', { ref: formatReference(number) })),
    '\n',
    description,
  )
}

/** The name of a ticket's topic. */
export function topicName({ number, title }: Ticket): string {
  return clip(`${formatReference(number)} · ${cleanLine(title)}`, TOPIC_NAME_MAX)
}

/** The colours that Telegram has for topics: red, pink, yellow, blue, green. */
export const TOPIC_COLORS = {
  critical: 16478047,
  urgent: 16749490,
  high: 16766590,
  normal: 7322096,
  low: 9367192,
} as const satisfies Record<Priority, number>

function planName(texts: Translator, locale: Locale, plan: string): string {
  switch (plan) {
    case 'basic':
    case 'medium':
    case 'large':
    case 'professional':
      return texts.t(locale, `plan-${plan}`)
    default:
      return clip(cleanLine(plan), FILE_NAME_MAX)
  }
}

function fileLine(texts: Translator, locale: Locale, files: readonly Attachment[]): string {
  const shown = files
    .slice(0, FILES_SHOWN)
    .map(({ name }) => `\u2068${clip(cleanLine(name), FILE_NAME_MAX)}\u2069`)
  const names = new Intl.ListFormat(locale, { type: 'unit' }).format(shown)
  const more = files.length - shown.length
  return texts.t(locale, 'card-files', {
    names: more > 0 ? texts.t(locale, 'card-files-more', { names, count: more }) : names,
  })
}

function keyboard(texts: Translator, locale: Locale, { number, status }: Ticket): InlineKeyboardMarkup {
  const button = (action: 'take' | 'note' | 'close' | 'reopen') => ({
    text: texts.t(locale, `card-button-${action}`),
    callback_data: `s:${action}:${number}`,
  })
  switch (status) {
    case 'awaiting_response':
    case 'awaiting_customer':
      return { inline_keyboard: [[button('take'), button('note')], [button('close')]] }
    case 'in_progress':
      return { inline_keyboard: [[button('note'), button('close')]] }
    case 'closed':
      return { inline_keyboard: [[button('reopen'), button('note')]] }
  }
}

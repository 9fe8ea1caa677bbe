import type { FC } from 'hono/jsx'
import type { MessageDelivery } from '../../../core/tickets/message.ts'
import { Files } from '../parts/files.tsx'
import { Icon } from '../parts/icons.tsx'
import { Avatar, When } from '../parts/marks.tsx'
import { Prose } from '../parts/prose.tsx'
import { failureWords } from '../view/refusals.ts'
import type { View } from '../view/view.ts'
import type { Said } from './timeline.ts'

/** One message in the conversation: a bubble on its author's side. */
export const MessageLine: FC<{ view: View; said: Said; follows: boolean }> = ({ view, said, follows }) => {
  const { t, time, dateTime } = view
  const { author, text, attachments, createdAt, editedAt, message } = said
  const name = author.name || t(author.side === 'agent' ? 'page-ticket-support' : 'page-ticket-nameless')
  return (
    <li
      class={`line ${author.side}${follows ? ' follows' : ''}`}
      id={message ? `m-${message.id}` : 'description'}
    >
      <Avatar name={name} />
      <div class="said">
        <p class={follows ? 'unseen' : 'row'}>
          <b>{name}</b>
          {author.side === 'agent' && author.name !== '' && (
            <span class="dim">{t('page-ticket-support')}</span>
          )}
        </p>
        <div class={text === '' ? 'bubble bare' : 'bubble'}>
          {text !== '' && <Prose text={text} />}
          <Files view={view} files={attachments} />
        </div>
        <p class="row dim">
          <When at={createdAt} text={time(createdAt)} exact={dateTime(createdAt)} />
          {editedAt && (
            <span title={t('page-ticket-edited-at', { at: dateTime(editedAt) })}>
              {t('page-ticket-edited')}
            </span>
          )}
          {message && author.side === 'customer' && <DeliveryState view={view} delivery={message.delivery} />}
        </p>
      </div>
    </li>
  )
}

const DeliveryState: FC<{ view: View; delivery: MessageDelivery }> = ({ view, delivery }) => {
  const { t, dateTime } = view
  switch (delivery.state) {
    case 'sent':
      return (
        <span class="delivery row">
          <Icon name="check" />
          {t('page-delivery-sent')}
        </span>
      )
    case 'queued':
      return (
        <span class="delivery row" data-poll>
          <Icon name="clock" />
          {delivery.until
            ? t('page-delivery-queued-until', { until: dateTime(delivery.until) })
            : t('page-delivery-queued')}
        </span>
      )
    case 'failed':
      return (
        <span class="delivery row failed">
          <Icon name="alert" />
          {t('page-delivery-failed', { reason: failureWords(view, delivery.reason) })}
        </span>
      )
  }
}

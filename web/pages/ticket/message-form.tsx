import type { FC } from 'hono/jsx'
import { DESCRIPTION_MAX, formatReference, type Ticket } from '../../../core/tickets/ticket.ts'
import { Fault } from '../parts/fault.tsx'
import { Hidden } from '../forms/hidden.tsx'
import { Icon } from '../parts/icons.tsx'
import { filePicker } from '../parts/pick-files.tsx'
import { REOPEN_FORM } from '../parts/ticket-menu.tsx'
import type { SignedInView } from '../view/view.ts'

/** A message that was refused, and why. */
export interface Attempt {
  readonly text: string
  readonly key?: string | undefined
  readonly faults: Partial<Record<'text' | 'files' | 'form', readonly string[]>>
}

interface Props {
  readonly view: SignedInView
  readonly ticket: Ticket
  readonly attempt: Attempt | null
}

/** Where the customer writes a message. A closed ticket has a button that reopens it instead. */
export const MessageForm: FC<Props> = ({ view, ticket, attempt }) => {
  const { t } = view
  const ref = formatReference(ticket.number)
  const { List, Field, Faults } = filePicker(view, attempt?.faults.files)
  if (ticket.status === 'closed' && !attempt) {
    return (
      <button class="reopen row" form={REOPEN_FORM} formaction={`/tickets/${ref}/reopen`}>
        <Icon name="reopen" />
        {t('page-ticket-closed')}
      </button>
    )
  }
  return (
    <form
      method="post"
      action={`/tickets/${ref}/messages`}
      enctype="multipart/form-data"
      novalidate
      data-send
      data-offline={t('page-files-offline')}
      data-signed-out={t('page-form-signed-out')}
      data-other-user={t('page-form-other-user')}
    >
      <Hidden view={view} once={attempt?.key ?? true} />
      <List />
      <Faults />
      <Fault id="form-fault" words={attempt?.faults.form} />
      <Fault id="text-fault" words={attempt?.faults.text} />
      <div class="compose row">
        <textarea
          name="text"
          rows={1}
          dir="auto"
          maxlength={DESCRIPTION_MAX}
          placeholder={t('page-ticket-answer-placeholder')}
          aria-label={t('page-ticket-answer')}
          aria-invalid={attempt?.faults.text ? 'true' : undefined}
          aria-describedby="text-fault"
          autofocus={attempt?.faults.text !== undefined}
          data-grow
        >
          {/* HTML ignores a line break at the start of a textarea; this one saves the text's own. */ '\n'}
          {attempt?.text}
        </textarea>
        <label class="attach">
          <Icon name="clip" />
          <span class="unseen">{t('page-ticket-attach')}</span>
          <Field />
        </label>
        <button class="button primary send" title={t('page-ticket-send-hint')}>
          <span>{t('page-ticket-send')}</span>
          <Icon name="send" class="flip" />
        </button>
      </div>
      <progress max={100} hidden data-progress={t('page-files-progress', { percent: '%' })}></progress>
    </form>
  )
}

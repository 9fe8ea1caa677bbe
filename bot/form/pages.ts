import { InlineKeyboard } from 'grammy'
import { CATEGORIES, PRIORITIES } from '../../core/tickets/ticket.ts'
import type { MessageKey, MessageValues, Translator } from '../../locales/translate.ts'
import { bold, lines, rich } from '../render/compose.ts'
import { clip } from '../render/split.ts'
import { FILE_NAME_SHOWN } from '../files/check-file.ts'
import type { Rich, RichText } from '../telegram/rich.ts'
import { descriptionOf, type FormDraft, type FormStart, type MenuStep, type TextField } from './draft.ts'

/** The summary shows this much of the description; the ticket has all of it. */
const DESCRIPTION_SHOWN = 2_500

export interface FormPages {
  question(field: TextField, problem: string | null): Rich
  placeholder(field: TextField): string
  menu(step: MenuStep, draft: FormDraft, problem: string | null): Rich
  /** The question for a text that is given again. It stands in the menu's message, which can be replied to as well. */
  again(field: TextField, draft: FormDraft, problem: string | null): Rich
}

/** All that a form shows, in its owner's language. */
export function createFormPages(texts: Translator, { id, speaker, locale }: FormStart): FormPages {
  const t = <K extends MessageKey>(key: K, ...values: MessageValues<K>) => texts.t(locale, key, ...values)
  const button = (label: string, value: string) =>
    InlineKeyboard.text(label, `f:${id}:${speaker.telegramId}:${value}`)
  const cancel = () => button(t('form-button-cancel'), 'cancel')

  return {
    question: (field, problem) => page(problem, t(`form-ask-${field}`)),
    placeholder: (field) => t(`form-placeholder-${field}`),
    again: (field, { complete }, problem) =>
      page(problem, t(`form-again-${field}`), [
        [complete ? button(t('form-button-back'), 'go:summary') : cancel()],
      ]),
    menu(step, draft, problem) {
      switch (step) {
        case 'priority':
          return page(problem, t('form-ask-priority'), [
            ...pairs(
              PRIORITIES.map((priority) =>
                button(
                  mark(t(`ticket-priority-${priority}`), priority === draft.priority),
                  `priority:${priority}`,
                ),
              ),
            ),
            [cancel()],
          ])
        case 'category':
          return page(problem, t('form-ask-category'), [
            ...pairs(
              CATEGORIES.map((category) => button(t(`ticket-category-${category}`), `category:${category}`)),
            ),
            [cancel()],
          ])
        case 'files':
          return page(problem, filesText(draft), filesButtons(draft))
        case 'summary':
          return page(problem, summary(draft), [
            [button(t('form-button-submit'), 'submit')],
            [button(t('form-button-edit'), 'go:edit'), cancel()],
          ])
        case 'edit':
          return page(problem, t('form-ask-edit'), [
            ...pairs([
              button(t('form-field-title'), 'go:edit-title'),
              button(t('form-field-description'), 'go:edit-description'),
              button(t('form-field-priority'), 'go:priority'),
              button(t('form-field-category'), 'go:category'),
              button(t('form-field-files'), 'go:files'),
            ]),
            [button(t('form-button-back'), 'go:summary')],
          ])
      }
    },
  }

  function filesText(draft: FormDraft): RichText {
    if (draft.files.length === 0) return rich(t('form-ask-files'))
    const names = draft.files.map(({ name }) => t('form-files-line', { name: clip(name, FILE_NAME_SHOWN) }))
    return lines(
      t('form-ask-more-files'),
      '',
      t('form-files-heading', { count: draft.files.length }),
      ...names,
    )
  }

  function filesButtons(draft: FormDraft) {
    if (draft.files.length === 0) return [[button(t('form-button-no-files'), 'go:summary')], [cancel()]]
    return [
      [button(t('form-button-continue'), 'go:summary')],
      [button(t('form-button-drop-files'), 'drop-files'), cancel()],
    ]
  }

  function summary(draft: FormDraft): RichText {
    const count = draft.files.length
    return lines(
      bold(t('form-summary-heading')),
      '',
      line('title', draft.title),
      line('priority', t(`ticket-priority-${draft.priority}`)),
      line('category', t(`ticket-category-${draft.category}`)),
      line('files', count === 0 ? t('form-files-none') : t('form-files-count', { count })),
      '',
      rich(bold(t('form-field-description')), ':'),
      clip(descriptionOf(draft), DESCRIPTION_SHOWN),
    )
  }

  function line(name: 'title' | 'priority' | 'category' | 'files', value: string): RichText {
    return rich(bold(t(`form-field-${name}`)), `: ${value}`)
  }
}

type Button = ReturnType<typeof InlineKeyboard.text>

function page(problem: string | null, body: string | RichText, rows: Button[][] = []): Rich {
  const content = problem === null ? rich(body) : lines(`⚠️ ${problem}`, '', body)
  return { ...content, ...(rows.length > 0 ? { keyboard: { inline_keyboard: rows } } : {}) }
}

function mark(label: string, isDefault: boolean): string {
  return isDefault ? `• ${label}` : label
}

function pairs(buttons: Button[]): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(row * 2, row * 2 + 2),
  )
}

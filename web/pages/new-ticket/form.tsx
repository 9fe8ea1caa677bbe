import type { FC } from 'hono/jsx'
import { CATEGORIES, DESCRIPTION_MAX, PRIORITIES, TITLE_MAX } from '../../../core/tickets/ticket.ts'
import { Fault } from '../parts/fault.tsx'
import { Hidden } from '../forms/hidden.tsx'
import { Icon } from '../parts/icons.tsx'
import { PriorityMark } from '../parts/marks.tsx'
import { filePicker } from '../parts/pick-files.tsx'
import { Shell } from '../parts/shell.tsx'
import type { SignedInView } from '../view/view.ts'

export const FIELDS = ['title', 'category', 'priority', 'description'] as const
export type FieldName = (typeof FIELDS)[number]

/** What the form holds, and what is wrong with it. */
export interface Entry {
  readonly values: Readonly<Partial<Record<FieldName, string | undefined>>>
  readonly key?: string | undefined
  readonly faults: Readonly<Partial<Record<FieldName | 'files' | 'form', readonly string[]>>>
}

export const EMPTY: Entry = { values: {}, faults: {} }

interface Props {
  readonly view: SignedInView
  readonly entry: Entry
}

/** The page with the form for a new ticket. */
export const NewTicketPage: FC<Props> = ({ view, entry }) => {
  const { t } = view
  const { faults, key } = entry
  const isFaulty = Object.keys(faults).length > 0
  const { List, Field, Faults } = filePicker(view, faults.files)
  return (
    <Shell view={view} title={t('page-new-title')} section="new">
      <form
        class="new-ticket"
        method="post"
        action="/tickets"
        enctype="multipart/form-data"
        novalidate
        data-send
        data-offline={t('page-files-offline')}
        data-signed-out={t('page-form-signed-out')}
        data-other-user={t('page-form-other-user')}
      >
        <Hidden view={view} once={key ?? true} />
        <h1>{t('page-new-title')}</h1>
        <p class="dim">{t('page-required')}</p>
        <Fault id="form-fault" words={faults.form ?? (isFaulty ? [t('page-new-faults')] : undefined)} />
        <section class="card">
          <TitleField view={view} entry={entry} />
          <CategoryField view={view} entry={entry} />
          <PriorityField view={view} entry={entry} />
        </section>
        <section class="card words">
          <DescriptionField view={view} entry={entry} />
          <div class="field" role="group" aria-labelledby="files-label">
            <span class="label" id="files-label">
              {t('page-new-field-files')}
            </span>
            <label class="drop" data-drop>
              <Icon name="clip" />
              <span>{t('page-files-drop')}</span>
              <Field />
            </label>
            <List />
            <p class="dim">{t('page-files-rule')}</p>
            {isFaulty && <p class="dim scriptless">{t('page-files-again')}</p>}
            <Faults />
          </div>
        </section>
        <footer class="bar row apart">
          <a class="button quiet" href="/tickets">
            {t('page-new-cancel')}
          </a>
          <progress max={100} hidden data-progress={t('page-files-progress', { percent: '%' })}></progress>
          <button class="button primary">
            {t('page-new-submit')}
            <Icon name="check" />
          </button>
        </footer>
      </form>
    </Shell>
  )
}

const TitleField: FC<Props> = ({ view: { t, number }, entry: { values, faults } }) => (
  <div class="field">
    <label class="label" for="title">
      {t('page-new-field-title')}
    </label>
    <input
      id="title"
      name="title"
      dir="auto"
      required
      value={values.title}
      data-count={t('page-new-count', { used: '%', max: TITLE_MAX })}
      data-max={TITLE_MAX}
      {...faultOf('title', faults)}
    />
    <p class="row apart dim">
      <span>{t('page-new-field-title-hint')}</span>
      <output for="title">
        {t('page-new-count', { used: number(values.title?.length ?? 0), max: TITLE_MAX })}
      </output>
    </p>
    <Fault id="title-fault" words={faults.title} />
  </div>
)

const CategoryField: FC<Props> = ({ view: { t }, entry: { values, faults } }) => (
  <fieldset class="field" id="category" aria-describedby="category-fault">
    <legend class="label">{t('page-new-field-category')}</legend>
    <div class="pills">
      {CATEGORIES.map((category, at) => (
        <label class="pill">
          <input
            type="radio"
            name="category"
            value={category}
            required
            checked={category === values.category}
            {...(at === 0 ? faultOf('category', faults) : {})}
          />
          <span>{t(`ticket-category-${category}`)}</span>
        </label>
      ))}
    </div>
    <Fault id="category-fault" words={faults.category} />
  </fieldset>
)

const PriorityField: FC<Props> = ({ view, entry: { values, faults } }) => (
  <fieldset class="field" id="priority" aria-describedby="priority-fault">
    <legend class="label">{view.t('page-new-field-priority')}</legend>
    <div class="pills">
      {PRIORITIES.map((priority) => (
        <label class="pill">
          <input
            type="radio"
            name="priority"
            value={priority}
            required
            checked={priority === (values.priority ?? 'normal')}
          />
          <PriorityMark view={view} priority={priority} />
        </label>
      ))}
    </div>
    <Fault id="priority-fault" words={faults.priority} />
  </fieldset>
)

const DescriptionField: FC<Props> = ({ view: { t, number }, entry: { values, faults } }) => (
  <div class="field">
    <label class="label" for="description">
      {t('page-new-field-description')}
    </label>
    <textarea
      id="description"
      name="description"
      rows={7}
      dir="auto"
      required
      placeholder={t('page-new-field-description-placeholder')}
      data-grow
      data-count={t('page-new-count', { used: '%', max: DESCRIPTION_MAX })}
      data-max={DESCRIPTION_MAX}
      {...faultOf('description', faults)}
    >
      {/* HTML ignores a line break at the start of a textarea; this one saves the text's own. */ '\n'}
      {values.description}
    </textarea>
    <p class="row apart dim">
      <span></span>
      <output for="description">
        {t('page-new-count', { used: number(values.description?.length ?? 0), max: DESCRIPTION_MAX })}
      </output>
    </p>
    <Fault id="description-fault" words={faults.description} />
  </div>
)

/** The attributes that mark a field as faulty. The first faulty field gets the focus. */
function faultOf(name: FieldName, faults: Entry['faults']) {
  return {
    'aria-describedby': `${name}-fault`,
    'aria-invalid': faults[name] ? ('true' as const) : undefined,
    autofocus: FIELDS.find((each) => faults[each]) === name,
  }
}

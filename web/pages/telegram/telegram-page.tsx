import type { FC } from 'hono/jsx'
import type { Group } from '../../../core/groups/group.ts'
import { Fault } from '../parts/fault.tsx'
import { Hidden } from '../forms/hidden.tsx'
import { Icon } from '../parts/icons.tsx'
import { Shell } from '../parts/shell.tsx'
import { EXAMPLE_GROUP_ID } from '../../problems/document.ts'
import type { SignedInView, View } from '../view/view.ts'
import { Groups } from './groups.tsx'
import { Guide } from './guide.tsx'

interface Props {
  readonly view: SignedInView
  readonly groups: readonly Group[]
  /** Without its @; null until Telegram has told it. */
  readonly botName: string | null
  readonly entered?: string
  readonly fault?: string
  /** The fault can be passed over. */
  readonly isWarning?: boolean
  readonly notice: string | null
}

/** The page where an organization links and unlinks its Telegram groups. */
export const TelegramPage: FC<Props> = ({ view, groups, botName, entered, fault, isWarning, notice }) => {
  const { t } = view
  return (
    <Shell view={view} title={t('page-telegram-title')} section="telegram" notice={notice}>
      <div class="telegram">
        <div class="stack">
          {view.manages && botName !== null && <OneTap view={view} />}
          <section class="card link">
            <header class="row apart">
              <h1>{t('page-telegram-title')}</h1>
              <Connection view={view} groups={groups} />
            </header>
            {view.manages ? (
              <LinkForm view={view} entered={entered} fault={fault} isWarning={isWarning === true} />
            ) : (
              <p class="dim">{t('page-telegram-admins')}</p>
            )}
          </section>
          <Groups view={view} groups={groups} />
          <Bot view={view} botName={botName} />
        </div>
        <Guide view={view} botName={botName} />
      </div>
    </Shell>
  )
}

/** The way without an ID: Telegram opens and asks for the group. */
const OneTap: FC<{ view: SignedInView }> = ({ view }) => {
  const { t } = view
  return (
    <section class="card one-tap">
      <form method="post" action="/telegram/links" target="_blank">
        <Hidden view={view} />
        <p class="dim" id="one-tap">
          {t('page-telegram-one-tap')}
        </p>
        <button class="button primary wide" aria-describedby="one-tap">
          <Icon name="plus" />
          {t('page-telegram-add')}
        </button>
      </form>
    </section>
  )
}

const LinkForm: FC<{
  view: SignedInView
  entered: string | undefined
  fault: string | undefined
  isWarning: boolean
}> = ({ view, entered, fault, isWarning }) => {
  const { t } = view
  return (
    <form method="post" action="/telegram" novalidate>
      <Hidden view={view} />
      <label class="label" for="groupId">
        {t('page-telegram-id')}
      </label>
      <input
        id="groupId"
        name="groupId"
        dir="ltr"
        class="code"
        required
        autocomplete="off"
        spellcheck={false}
        value={entered}
        placeholder={EXAMPLE_GROUP_ID}
        aria-invalid={fault === undefined ? undefined : 'true'}
        aria-describedby="groupId-fault groupId-hint"
        autofocus={fault !== undefined}
      />
      <Fault id="groupId-fault" words={fault === undefined ? undefined : [fault]} />
      <p class="dim" id="groupId-hint">
        {t('page-telegram-id-hint')} {t('page-telegram-example', { example: EXAMPLE_GROUP_ID })}
      </p>
      <button class="button primary wide">
        <Icon name="plane" />
        {t('page-telegram-activate')}
      </button>
      {isWarning && (
        <button class="button quiet wide" name="anyway" value={entered}>
          {t('page-telegram-activate-anyway')}
        </button>
      )}
    </form>
  )
}

const Connection: FC<{ view: View; groups: readonly Group[] }> = ({ view: { t }, groups }) => {
  const isOn = groups.some(({ state }) => state === 'active')
  const state = isOn ? 'on' : groups.length > 0 ? 'suspended' : 'off'
  return (
    <span id="connected" class={`connection connection-${state}`} data-live data-poll>
      {t(`page-telegram-${state}`)}
    </span>
  )
}

const Bot: FC<{ view: View; botName: string | null }> = ({ view: { t }, botName }) => (
  <section class="card">
    <h2>{t('page-telegram-bot')}</h2>
    {botName === null ? (
      <p class="dim">{t('page-telegram-bot-unknown')}</p>
    ) : (
      <>
        <p class="copyable file row apart">
          <code dir="ltr" id="bot-name">{`@${botName}`}</code>
          <button
            type="button"
            class="button quiet small scripted"
            data-copy="bot-name"
            data-copied={t('page-telegram-copied')}
          >
            <Icon name="copy" />
            <span aria-live="polite">{t('page-telegram-copy')}</span>
          </button>
        </p>
        <a
          class="button wide"
          href={`https://t.me/${encodeURIComponent(botName)}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon name="away" />
          {t('page-telegram-go')}
        </a>
      </>
    )}
  </section>
)

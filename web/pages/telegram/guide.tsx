import type { FC, PropsWithChildren } from 'hono/jsx'
import { Icon } from '../parts/icons.tsx'
import { EXAMPLE_GROUP_ID } from '../../problems/document.ts'
import type { SignedInView } from '../view/view.ts'

interface Props {
  readonly view: SignedInView
  readonly botName: string | null
}

/** The two steps to a linked group, in words and in drawings of Telegram. */
export const Guide: FC<Props> = ({ view, botName }) => {
  const { t } = view
  return (
    <section class="card guide">
      <h2>{t('page-guide-title')}</h2>
      <h3>{t('page-guide-one')}</h3>
      <p>{t('page-guide-one-text')}</p>
      <div class="phones">
        <GroupProfile view={view} botName={botName} />
        <AddMembers view={view} botName={botName} />
      </div>
      <h3>{t('page-guide-two')}</h3>
      <p>{t('page-guide-two-text')}</p>
      <div class="phones">
        <GroupChat view={view} botName={botName} />
        <LinkedChat view={view} botName={botName} />
      </div>
    </section>
  )
}

/** A drawing of a phone. Screen readers take it as an image, described by the label. */
const Phone: FC<PropsWithChildren<{ label: string }>> = ({ label, children }) => (
  <div class="phone" role="img" aria-label={label}>
    {children}
  </div>
)

const GroupProfile: FC<Props> = ({ view: { t } }) => (
  <Phone label={t('page-guide-picture-group')}>
    <div class="profile">
      <span class="face">
        <Icon name="group" />
      </span>
      <b>{t('page-guide-group')}</b>
      <small>{t('page-guide-members')}</small>
    </div>
    <p class="item row pointed">
      <Icon name="group" />
      {t('page-guide-add-members')}
    </p>
    {['group', 'group', 'group'].map(() => (
      <p class="item row ghost">
        <Icon name="person" />
      </p>
    ))}
  </Phone>
)

const AddMembers: FC<Props> = ({ view: { t }, botName }) => (
  <Phone label={t('page-guide-picture-add')}>
    <p class="item row">
      <b>{t('page-guide-add-members')}</b>
      <span class="act end">{t('page-guide-done')}</span>
    </p>
    <p class="item row">
      <Icon name="search" />
      <bdi dir="ltr">{`@${botName ?? 'KubitSupportBot'}`}</bdi>
    </p>
    <p class="item row pointed">
      <BotFace />
      <span>
        <b>{t('page-product')}</b>
        <small>{t('page-guide-bot')}</small>
      </span>
      <Icon name="check" class="end" />
    </p>
    <p class="item row ghost">
      <Icon name="person" />
    </p>
    <p class="item row ghost">
      <Icon name="person" />
    </p>
  </Phone>
)

const GroupChat: FC<Props> = ({ view: { t } }) => (
  <Phone label={t('page-guide-picture-id')}>
    <ChatTop view={{ t }} />
    <div class="chat">
      <p class="mine" dir="ltr">
        /start
      </p>
      <div class="theirs">
        <b>{t('page-product')}</b>
        <span>{t('group-not-linked')}</span>
        <span>{t('group-id-label')}</span>
        <code dir="ltr" class="pointed">
          {EXAMPLE_GROUP_ID}
        </code>
      </div>
      <p class="key row">
        <Icon name="copy" />
        {t('group-id-copy')}
      </p>
    </div>
  </Phone>
)

const LinkedChat: FC<Props> = ({ view: { t, organization } }) => (
  <Phone label={t('page-guide-picture-linked')}>
    <ChatTop view={{ t }} />
    <div class="chat">
      <div class="theirs">
        <b>{t('page-product')}</b>
        <span>{t('notice-welcome-linked', { organization })}</span>
        <span>{t('notice-welcome-create', { command: '/create_ticket' })}</span>
        <span>{t('notice-welcome-tickets', { command: '/tickets' })}</span>
      </div>
      <p class="mine" dir="ltr">
        /create_ticket
      </p>
    </div>
  </Phone>
)

const ChatTop: FC<{ view: Pick<SignedInView, 't'> }> = ({ view: { t } }) => (
  <div class="item row">
    <span class="face">
      <Icon name="group" />
    </span>
    <span>
      <b>{t('page-guide-group')}</b>
      <small>{t('page-guide-members')}</small>
    </span>
  </div>
)

const BotFace: FC = () => (
  <span class="face">
    <Icon name="plane" />
  </span>
)

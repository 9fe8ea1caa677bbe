import type { FC } from 'hono/jsx'
import type { Group } from '../../../core/groups/group.ts'
import { Icon } from '../parts/icons.tsx'
import { When } from '../parts/marks.tsx'
import type { SignedInView } from '../view/view.ts'

/** The organization's groups, each with its state and, if suspended, the reason. */
export const Groups: FC<{ view: SignedInView; groups: readonly Group[] }> = ({ view, groups }) => {
  const { t } = view
  return (
    <section id="groups" class="card groups" data-live>
      <h2>{t('page-telegram-groups')}</h2>
      {groups.length === 0 ? (
        <p class="dim">{t('page-telegram-groups-empty')}</p>
      ) : (
        <ul>
          {groups.map((group) => (
            <GroupItem view={view} group={group} />
          ))}
        </ul>
      )}
    </section>
  )
}

const GroupItem: FC<{ view: SignedInView; group: Group }> = ({ view, group }) => {
  const { t, date, manages } = view
  const { chatId, title, state, reason, activatedAt } = group
  return (
    <li>
      <div class="row apart">
        <strong dir="auto">{title}</strong>
        <span class={`chip chip-group-${state}`}>{t(`page-telegram-group-${state}`)}</span>
      </div>
      <code dir="ltr">{chatId}</code>
      {state === 'suspended' && (
        <p class="why row">
          <Icon name="alert" />
          <span>{t(`page-telegram-group-${reason ?? 'bot_removed'}`)}</span>
        </p>
      )}
      <div class="row apart">
        <When class="dim" at={activatedAt} text={t('page-telegram-group-since', { at: date(activatedAt) })} />
        {manages && (
          <a
            class="button quiet small danger"
            href={`/telegram/${chatId}/unlink`}
            aria-label={t('page-telegram-unlink-of', { title })}
            data-title={t('page-telegram-unlink')}
            data-confirm={t('page-telegram-unlink-ask', { title })}
          >
            {t('page-telegram-unlink')}
          </a>
        )}
      </div>
    </li>
  )
}

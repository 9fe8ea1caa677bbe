import { current } from './store.js'
import { listText, t } from './texts.js'

/** A person's present name, or the name in the message when the page does not know the person. */
function nameOf({ id, first_name, last_name }) {
  const { bot, people } = current().state
  const known = [bot, ...people].find((one) => one.id === id)
  return known?.name ?? [first_name, last_name].filter(Boolean).join(' ')
}

const WORDS = {
  group_chat_created: (who, _, title) => t('service-created', who, title),
  supergroup_chat_created: (who, _, title) => t('service-created', who, title),
  new_chat_members: (who, members) => {
    const names = listText(members.map(nameOf))
    return names === who ? t('service-joined-self', who) : t('service-joined', who, names)
  },
  left_chat_member: (who, member) =>
    nameOf(member) === who ? t('service-left', who) : t('service-removed', who, nameOf(member)),
  forum_topic_created: (who, { name }) => t('service-topic-created', who, name),
  forum_topic_edited: (who, { name }) =>
    name === undefined ? t('service-topic-edited') : t('service-topic-renamed', who, name),
  forum_topic_closed: () => t('service-topic-closed'),
  forum_topic_reopened: () => t('service-topic-reopened'),
  new_chat_title: (who, title) => t('service-renamed', who, title),
  pinned_message: (who) => t('service-pinned', who),
  migrate_to_chat_id: () => t('service-upgraded'),
  migrate_from_chat_id: () => t('service-upgraded'),
}

/** What a service message says. */
export function serviceText({ service, content, from }, title) {
  const words = WORDS[service]
  return words ? words(from.name, content[service], title) : t('service-other', from.name, service)
}

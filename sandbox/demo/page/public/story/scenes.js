import { askProduct } from '../api.js'
import { labelDirection } from '../dom.js'
import { personWith } from '../store.js'
import { t } from '../texts.js'
import { drawError } from './picture.js'

/** Time to read a caption before its scene begins, and time to see the outcome. */
const READ_MS = 3800
const SEE_MS = 2600
const WAIT_HOURS = 48

const ACTIVATION = 'form[action="/telegram"]'

const owner = ({ view }) => personWith(view(), 'owner').id
const member = ({ view }) => personWith(view(), 'member').id
const lastSms = ({ view }) => view().state.sms.at(-1)?.id ?? 0
const isLinked = async () =>
  (await askProduct('/telegram-groups').catch(() => undefined))?.items.some(
    ({ state }) => state === 'active',
  ) ?? false
const hasNumber = ({ view }) =>
  view().state.chats.some(
    ({ place, messages }) => place === 'private' && messages.some(({ contact }) => contact),
  )
const phoneOf = (who, room = 'group') => ({ customer: who, room })

/** Waits for the SMS that somebody else's change of status sends, and lets people look at it. */
async function awaitSms(hands, before) {
  await hands.until('sms', () => lastSms(hands) > before)
  hands.panel.showNewest()
  await hands.rest(SEE_MS)
}

/** Fills in the form in the group, where each reply waits for its question. */
async function fillIn(hands, before) {
  const { until, chat, say, press } = hands
  const question = async (last) =>
    await until('question', () => {
      const box = chat('group').replyBoxes.find(({ person }) => person === owner(hands))
      return box && box.message > last && box.message
    })
  const title = await question(before)
  await say('group', t('tale-title'))
  await question(title)
  await say('group', t('tale-description'))
  await press('group', 'urgent')
  await press('group', 'technical')
}

async function sendPicture(hands) {
  const { until, key, chat, replyTo, attach, press } = hands
  await until('no-files', () => key('group', 'no-files'))
  const menu = chat('group').messages.findLast(({ buttons }) => buttons.length > 0)
  await replyTo('group', menu.id)
  await attach('group', await drawError())
  await press('group', 'continue')
}

/**
 * The scenes of the story. Each has the pane to look at, a condition to skip it, and what happens. Its caption is
 * the texts with its name.
 */
export const SCENES = [
  {
    name: 'added',
    pane: 'customer',
    skip: isLinked,
    async play(hands) {
      await hands.look(phoneOf(owner(hands)))
      if (!groupId()) await hands.say('group', '/start')
      const code = await hands.until('group-id', groupId)
      hands.memo.groupId = code.textContent
      code.classList.add('aimed-at')
      await hands.rest(READ_MS + SEE_MS)
      code.classList.remove('aimed-at')
    },
  },
  {
    name: 'activate',
    pane: 'panel',
    skip: isLinked,
    async play({ panel, memo, until, rest }) {
      await panel.open('/telegram')
      await rest(READ_MS)
      await panel.fill(`${ACTIVATION} input[name="groupId"]`, memo.groupId)
      await panel.press(`${ACTIVATION} button.primary`)
      await until('linked', isLinked)
      await rest(SEE_MS)
    },
  },
  {
    name: 'number',
    pane: 'customer',
    skip: hasNumber,
    async play(hands) {
      const { look, rest, tap, say, press, until, chat } = hands
      await look(phoneOf(owner(hands), 'private'))
      await rest(READ_MS)
      const start = document.querySelector('.place-private .start')
      if (start.hidden) await say('private', '/start')
      else await tap(start)
      await press('private', 'send-phone')
      const sent = await until('number', () => chat('private').messages.find(({ contact }) => contact))
      await until('number', () => chat('private').messages.some(({ id, from }) => id > sent.id && from.isBot))
      await rest(SEE_MS)
    },
  },
  {
    name: 'open',
    pane: 'customer',
    async play(hands) {
      const { look, rest, say, chat } = hands
      await look(phoneOf(owner(hands)))
      await rest(READ_MS)
      const before = chat('group').messages.at(-1)?.id ?? 0
      hands.memo.topics = chat('staff').topics.map(({ id }) => id)
      await say('group', `/create_ticket@${hands.view().state.bot.username}`)
      await fillIn(hands, before)
      await sendPicture(hands)
      await hands.until('submit', () => hands.key('group', 'submit'))
      await rest(SEE_MS)
      await hands.press('group', 'submit')
    },
  },
  {
    name: 'arrives',
    pane: 'staff',
    async play({ look, rest, chat, until, memo, panel }) {
      const topic = await until('topic', () =>
        chat('staff').topics.find(({ id }) => !memo.topics.includes(id)),
      )
      memo.ref = /KT-\d+/.exec(topic.name)?.[0]
      await look({ topic: topic.id })
      memo.topic = topic.id
      await panel.open(`/tickets/${memo.ref}`)
      panel.showNewest()
      await rest(READ_MS + SEE_MS)
    },
  },
  {
    name: 'take',
    pane: 'staff',
    async play(hands) {
      const { rest, press, ticket, memo } = hands
      await rest(READ_MS)
      const before = lastSms(hands)
      await press('staff', 'take')
      await ticket(memo.ref, ({ status }) => status === 'in_progress')
      await awaitSms(hands, before)
    },
  },
  {
    name: 'note',
    pane: 'staff',
    async play({ rest, say, until, chat, memo }) {
      await rest(READ_MS)
      const last = chat('staff').messages.at(-1).id
      await say('staff', `// ${t('tale-note')}`)
      await until('note', () =>
        chat('staff').messages.some(
          ({ id, topic, from }) => id > last && topic === memo.topic && !from.isBot,
        ),
      )
      await rest(SEE_MS)
    },
  },
  {
    name: 'answer',
    pane: 'staff',
    async play(hands) {
      const { rest, memo } = hands
      await rest(READ_MS)
      const before = lastSms(hands)
      memo.answer = await answer(hands, t('tale-answer'))
      await awaitSms(hands, before)
    },
  },
  {
    name: 'sms',
    pane: 'sms',
    async play({ rest }) {
      await rest(READ_MS + SEE_MS)
    },
  },
  {
    name: 'reply',
    pane: 'customer',
    async play(hands) {
      const { look, rest, replyTo, say, ticket, memo } = hands
      await look(phoneOf(member(hands)))
      await rest(READ_MS)
      const before = lastSms(hands)
      await replyTo('group', memo.answer)
      await say('group', t('tale-reply'))
      await ticket(memo.ref, ({ status }) => status === 'awaiting_response')
      await awaitSms(hands, before)
    },
  },
  {
    name: 'again',
    pane: 'staff',
    async play(hands) {
      const { rest, ticket, memo } = hands
      await rest(READ_MS)
      const before = lastSms(hands)
      await answer(hands, t('tale-again'))
      await ticket(memo.ref, ({ status }) => status === 'awaiting_customer')
      await awaitSms(hands, before)
    },
  },
  {
    name: 'wait',
    pane: 'sms',
    async play(hands) {
      const { rest, tap, ticket, memo } = hands
      await rest(READ_MS)
      const before = lastSms(hands)
      await tap(document.querySelector(`.clock [data-hours="${WAIT_HOURS}"]`))
      await ticket(memo.ref, ({ status }) => status === 'closed')
      await awaitSms(hands, before)
      await rest(SEE_MS)
    },
  },
  {
    name: 'reopen',
    pane: 'panel',
    async play(hands) {
      const { look, rest, panel, ticket, memo } = hands
      await look(phoneOf(owner(hands)))
      await panel.open(`/tickets/${memo.ref}`)
      await rest(READ_MS)
      await panel.press(`button.reopen[formaction="/tickets/${memo.ref}/reopen"]`)
      await ticket(memo.ref, ({ status }) => status === 'awaiting_response')
      await rest(SEE_MS)
    },
  },
  {
    name: 'close',
    pane: 'panel',
    async play(hands) {
      const { rest, panel, ticket, memo } = hands
      await rest(READ_MS)
      await closeInPanel(panel, memo.ref)
      await ticket(memo.ref, ({ status }) => status === 'closed')
      await rest(SEE_MS)
    },
  },
]

/** The element with the group's ID in the bot's message. */
function groupId() {
  const codes = [...document.querySelectorAll('.place-group .messages .text code')]
  return codes.findLast((code) => labelDirection(code.closest('.text').textContent) === document.dir)
}

/** Writes in the ticket's topic; resolves with the message that shows it in the customer's group. */
async function answer({ until, chat, say }, words) {
  const last = chat('group').messages.at(-1).id
  await say('staff', words)
  const message = await until('answer', () =>
    chat('group').messages.find(({ id, from, text }) => id > last && from.isBot && text.includes(words)),
  )
  return message.id
}

async function closeInPanel(panel, ref) {
  await panel.press('.ticket-head details.menu > summary')
  await panel.press(`.ticket-head a[data-confirm][href="/tickets/${ref}/close"]`)
  await panel.press('dialog[open] button.primary')
}

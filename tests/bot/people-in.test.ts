import { expect, test } from 'vitest'
import { peopleIn } from '../../bot/intake/people-in.ts'

const ALI = { id: 12, is_bot: false, first_name: 'Ali' }
const SARA = { id: 9_121, is_bot: false, first_name: 'Sara' }
const group = { id: -100_500, type: 'supergroup', title: 'testco' }

test.each([
  ['nobody', { update_id: 12, poll: { id: '12', total_voter_count: 12 } }, []],
  ['the author', { update_id: 1, message: { message_id: 9, from: ALI, chat: group } }, [12]],
  ['a private chat', { message: { from: ALI, chat: { id: 12, type: 'private', first_name: 'Ali' } } }, [12]],
  ['whom somebody replied to', { message: { from: ALI, reply_to_message: { from: SARA } } }, [12, 9_121]],
  [
    'who was mentioned',
    { message: { entities: [{ type: 'text_mention', offset: 0, user: SARA }] } },
    [9_121],
  ],
  ['whose contact it is', { message: { contact: { phone_number: '98912', user_id: 9_121 } } }, [9_121]],
  ['who joined', { message: { new_chat_members: [ALI, SARA] } }, [12, 9_121]],
  ['who pressed', { callback_query: { id: '5', from: ALI, message: { from: SARA } } }, [12, 9_121]],
  ['whose place changed', { my_chat_member: { from: ALI, new_chat_member: { user: SARA } } }, [12, 9_121]],
])('an update names %s', (_, update, people) => {
  expect(peopleIn(update).toSorted((a, b) => a - b)).toEqual(people)
})

test('however deep it is', () => {
  let update: unknown = { from: ALI }
  for (let depth = 0; depth < 100_000; depth++) update = [update]
  expect(peopleIn(update)).toEqual([12])
})

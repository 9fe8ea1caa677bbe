import { expect, test } from 'vitest'
import { createUnderWay } from '../../core/sending/under-way.ts'

test('who waits for a chat waits for what is under way there then, and for nothing else', async () => {
  const underWay = createUnderWay()
  const order: string[] = []
  const wait = (chatId: number, name: string) => underWay.noted(chatId).then(() => order.push(name))
  const first = underWay.begin(1)
  const second = underWay.begin(1)
  underWay.begin(2)
  const waits = [wait(1, 'both'), wait(3, 'none')]
  const third = underWay.begin(1)
  await waits[1]
  second()
  waits.push(wait(1, 'first and third'))
  order.push('second ends')
  first()
  await waits[0]
  order.push('third ends')
  third()
  third()
  await Promise.all(waits)
  await underWay.noted(1)
  expect(order).toEqual(['none', 'second ends', 'both', 'third ends', 'first and third'])
})

import { formOf } from '../_support/files.ts'
import { type Actor, pickTicket, type Scene } from './_play.ts'
import type { InsistentPanel } from './_panel-user.ts'

const FILE = Buffer.from('A line of a log.\n'.repeat(2_000))

/** A customer at the panel, who opens tickets until there are enough, and answers, closes and reopens them. */
export function createPanelCustomer(scene: Scene, panel: InsistentPanel, enough: () => number): Actor {
  const { record, tickets } = scene
  const { name, ask } = panel

  return {
    name,
    async step(random) {
      if (tickets.length < enough()) return await open()
      const ticket = pickTicket(scene, random)
      const what = random.between(1, 10)
      if (what <= 4) await write(ticket, 0)
      else if (what <= 6) await write(ticket, 1)
      else if (what === 7) await ask('GET', `/api/v1/tickets/KT-${ticket}/messages`)
      else {
        const change = what === 10 ? 'close' : 'reopen'
        const { status } = await ask('POST', `/api/v1/tickets/KT-${ticket}/${change}`)
        record.note(`${name}: ${change} answers ${status}`, ticket)
      }
    },
  }

  async function open(): Promise<void> {
    const title = record.token(name)
    const { status, body } = await ask<{ ref: string }>('POST', '/api/v1/tickets', {
      title,
      description: 'D',
      priority: 'normal',
      category: 'technical',
    })
    if (status !== 201) throw new Error(`a ticket is answered with ${status}: ${JSON.stringify(body)}`)
    const number = Number(body.ref.slice('KT-'.length))
    record.order(title, name)
    record.note(`${name} opens it`, number)
    tickets.push(number)
    tickets.sort((a, b) => a - b)
  }

  async function write(ticket: number, files: number): Promise<void> {
    const token = record.token(name)
    const body = files > 0 ? formOf({ text: token }, [{ name: 'log.txt', bytes: FILE }]) : { text: token }
    const { status } = await ask('POST', `/api/v1/tickets/KT-${ticket}/messages`, body)
    if (status === 201)
      record.say({ token, ticket, side: 'customer', by: name, files, to: null, marked: null })
    else record.note(`${name}: a message is answered with ${status}`, ticket)
  }
}

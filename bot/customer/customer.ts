import { conversations, createConversation } from '@grammyjs/conversations'
import { Composer, type Context } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { ANSWER, createAnswerForm } from './answer.ts'
import { createTicketForm } from './form/create-ticket.ts'
import { createFormEntry, TICKET_FORM } from './form/entry.ts'
import { createFormStorage } from './form/storage.ts'
import { createMe } from './me.ts'
import { createFormGuard } from './owner.ts'
import { createOrganizations } from './organizations.ts'
import { createPrivateMessages } from './private-messages.ts'
import { createReplies } from './replies.ts'
import { createStart } from './start.ts'
import { createTakeMessage } from './take-message.ts'
import { createTicketButtons } from './ticket-buttons.ts'
import { createTicketList } from './ticket-list.ts'
import { createUnlink } from './unlink.ts'
import { createVerify } from './verify.ts'

/** The customer's side: linked groups and private chats. The order matters: a reply to a ticket is never a form's answer. */
export function createCustomer(deps: BotDeps): Composer<BotContext> {
  const takeMessage = createTakeMessage(deps)
  const composer = new Composer<BotContext>()
  composer.use(createFormGuard(deps))
  composer.use(
    conversations<BotContext, Context>({ storage: createFormStorage(deps.own.forms), plugins: [silence] }),
  )
  composer.use(createReplies(deps, takeMessage))
  composer.use(createConversation<BotContext, Context>(createTicketForm(deps), TICKET_FORM))
  composer.use(createConversation<BotContext, Context>(createAnswerForm(takeMessage, deps.desk), ANSWER))
  composer.use(createFormEntry(deps))
  composer.use(createTicketList(deps))
  composer.use(createTicketButtons(deps))
  composer.use(createStart(deps))
  composer.use(createUnlink(deps))
  composer.use(createMe(deps))
  composer.use(createVerify(deps))
  composer.use(createOrganizations(deps))
  composer.use(createPrivateMessages(deps, takeMessage))
  return composer
}

/** A call from inside a conversation would be recorded, and can hang it for ever (grammyjs/conversations issue 155). */
async function silence(ctx: Context, next: () => Promise<void>): Promise<void> {
  ctx.api.config.use((_next, method) => {
    throw new Error(`A form called ${method} past its screen.`)
  })
  await next()
}

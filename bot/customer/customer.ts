import { conversations, createConversation } from '@grammyjs/conversations'
import { Composer, type Context } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { createTicketCommands } from './create-ticket.ts'
import { createNextMessage, NEXT_MESSAGE } from './next-message.ts'
import { TICKET_FORM } from '../form/draft.ts'
import { createFormStorage } from '../form/storage.ts'
import { createTicketForm } from '../form/ticket-form.ts'
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
import { createUnmatched } from './unmatched.ts'
import { createVerify } from './verify.ts'

/** The customer's side: linked groups and private chats. Replies come first: one to a ticket is never for a form. */
export function createCustomer(deps: BotDeps): Composer<BotContext> {
  const takeMessage = createTakeMessage(deps)
  const composer = new Composer<BotContext>()
  composer.use(createFormGuard(deps))
  composer.use(
    conversations<BotContext, Context>({ storage: createFormStorage(deps.own.forms), plugins: [silence] }),
  )
  composer.use(createReplies(deps, takeMessage))
  composer.use(createConversation<BotContext, Context>(createTicketForm(deps), TICKET_FORM))
  composer.use(
    createConversation<BotContext, Context>(createNextMessage(takeMessage, deps.desk), NEXT_MESSAGE),
  )
  composer.use(createTicketCommands(deps))
  composer.use(createTicketList(deps))
  composer.use(createTicketButtons(deps))
  composer.use(createStart(deps))
  composer.use(createUnlink(deps))
  composer.use(createMe(deps))
  composer.use(createVerify(deps))
  composer.use(createOrganizations(deps))
  composer.use(createPrivateMessages(deps, takeMessage))
  composer.use(createUnmatched(deps))
  return composer
}

/** Forbids calls inside conversations, where they are recorded and can hang for ever (grammyjs/conversations #155). */
async function silence(ctx: Context, next: () => Promise<void>): Promise<void> {
  ctx.api.config.use((_next, method) => {
    throw new Error(`A form called ${method} past its screen.`)
  })
  await next()
}

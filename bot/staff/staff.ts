import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { showAlert } from '../telegram/press.ts'
import { createStaffButtons } from './buttons.ts'
import { createStaffCommands } from './commands.ts'
import { createStaffEdits } from './edits.ts'
import { createStaffMessages } from './messages.ts'
import { createQueue } from './queue.ts'
import { createTopics } from './topics.ts'

/** The staff's side: what agents do in the staff group. */
export function createStaff(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(createTopics(deps))
  composer.use(createStaffButtons(deps))
  composer.use(createQueue(deps))
  composer.use(createStaffCommands(deps))
  composer.use(createStaffEdits(deps))
  composer.use(createStaffMessages(deps))
  composer.on('callback_query', async (ctx) => {
    await showAlert(ctx, deps.texts.t(ctx.locale, 'button-expired'))
  })
  return composer
}

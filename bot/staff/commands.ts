import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import { formatReference, parseReference } from '../../core/tickets/ticket.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { say } from '../telegram/send.ts'
import { agentOf } from './agent.ts'
import { subjectOf } from './which-ticket.ts'

/** `/take` and `/close`, in a ticket's topic, as a reply, or with its number; `/help`. */
export function createStaffCommands({ desk, read, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onCommand(composer, ['take', 'close'], async (ctx) => {
    if (!ctx.speaker) return
    const verb = /^\/take\b/i.test(ctx.msg.text ?? ctx.msg.caption ?? '') ? 'take' : 'close'
    const number = ctx.match.trim()
      ? parseReference(ctx.match)
      : ((await subjectOf(ctx.msg, read))?.ticketNumber ?? null)
    if (number === null)
      return await say(ctx, texts.t(ctx.locale, 'staff-which-ticket', { example: `/${verb} KT-12` }))
    try {
      const agent = agentOf(ctx.speaker)
      await (verb === 'take' ? desk.takeTicket(agent, number) : desk.closeTicket(agent, number))
      await say(
        ctx,
        texts.t(ctx.locale, verb === 'take' ? 'staff-taken' : 'staff-closed', {
          ref: formatReference(number),
        }),
      )
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, refusalText(texts, ctx.locale, error))
    }
  })

  onCommand(composer, ['help', 'start'], async (ctx) => {
    const { t } = texts
    const { locale } = ctx
    await say(
      ctx,
      [
        t(locale, 'staff-help-intro'),
        t(locale, 'staff-help-edit'),
        t(locale, 'staff-help-note', { slashes: '//', command: '/note' }),
        t(locale, 'staff-help-queue', { command: '/queue' }),
        t(locale, 'staff-help-take', { command: '/take' }),
        t(locale, 'staff-help-close', { command: '/close' }),
      ].join('\n\n'),
    )
  })
  return composer
}

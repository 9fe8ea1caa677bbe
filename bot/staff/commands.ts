import { Composer } from 'grammy'
import type { AgentActor } from '../../core/foundation/actor.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Locale } from '../../core/people/person.ts'
import { formatReference, parseReference } from '../../core/tickets/ticket.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { say } from '../telegram/send.ts'
import { agentOf } from './agent.ts'
import { createSubjectOf } from './which-ticket.ts'

type Verb = 'take' | 'close' | 'resend'

/** `/take`, `/close` and `/resend`, in a ticket's topic, as a reply, or with its number; `/help`. */
export function createStaffCommands(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const subjectOf = createSubjectOf(deps)
  const composer = new Composer<BotContext>()

  onCommand(composer, ['take', 'close', 'resend'], async (ctx) => {
    if (!ctx.speaker) return
    const verb = verbOf(ctx.msg.text ?? ctx.msg.caption ?? '')
    const number = ctx.match.trim()
      ? parseReference(ctx.match)
      : ((await subjectOf(ctx))?.ticketNumber ?? null)
    if (number === null)
      return await say(ctx, texts.t(ctx.locale, 'staff-which-ticket', { example: `/${verb} KT-12` }))
    try {
      const agent = agentOf(ctx.speaker)
      await say(ctx, await obey(ctx.locale, verb, agent, number))
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
        t(locale, 'staff-help-resend', { command: '/resend' }),
      ].join('\n\n'),
    )
  })
  return composer

  /** Does it, and returns what to say of it. */
  async function obey(locale: Locale, verb: Verb, agent: AgentActor, number: number): Promise<string> {
    const ref = formatReference(number)
    switch (verb) {
      case 'take':
        await desk.takeTicket(agent, number)
        return texts.t(locale, 'staff-taken', { ref })
      case 'close':
        await desk.closeTicket(agent, number)
        return texts.t(locale, 'staff-closed', { ref })
      case 'resend': {
        const count = await desk.resend(agent, number)
        return texts.t(locale, count > 0 ? 'staff-resent' : 'staff-nothing-to-resend', { ref })
      }
    }
  }
}

function verbOf(text: string): Verb {
  const [, verb] = /^\/(take|resend)\b/i.exec(text) ?? []
  if (verb === undefined) return 'close'
  return verb.toLowerCase() === 'take' ? 'take' : 'resend'
}

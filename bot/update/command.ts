import type { Composer, Filter, Middleware } from 'grammy'
import type { Message } from 'grammy/types'
import type { BotContext } from './context.ts'

/** A command of this bot's, and what follows it. */
export interface Command {
  readonly name: string
  readonly rest: string
}

/** The command that a message's text or caption begins with; `other-bot` when it is for another bot, null without one. */
export function commandOf(message: Message, username: string): Command | 'other-bot' | null {
  const text = message.text ?? message.caption
  const entity = startOf(message)
  if (!entity || text === undefined) return null
  const [name = '', addressee] = text.slice(1, entity.length).split('@')
  if (addressee !== undefined && addressee.toLowerCase() !== username.toLowerCase()) return 'other-bot'
  return { name, rest: text.slice(entity.length).trim() }
}

/** What a message says, in its text or under its file, without the command that it may begin with. */
export function wordsOf(message: Message): string {
  const text = message.text ?? message.caption ?? ''
  return text.slice(startOf(message)?.length ?? 0).trim()
}

/** Whether a message begins with a command, for this bot or another. */
export function isCommand(message: Message): boolean {
  return startOf(message) !== undefined
}

/** Handles commands, also those that stand under a photo or another file; `ctx.match` is what follows. */
export function onCommand<C extends BotContext>(
  composer: Composer<C>,
  names: readonly string[],
  handler: Middleware<Filter<C, 'message'> & { match: string }>,
): void {
  composer
    .filter((ctx): ctx is Filter<C, 'message'> & { match: string } => {
      const command = ctx.message ? commandOf(ctx.message, ctx.me.username) : null
      if (command === null || command === 'other-bot' || !names.includes(command.name)) return false
      ctx.match = command.rest
      return true
    })
    .use(handler)
}

function startOf({ entities, caption_entities }: Message) {
  return (entities ?? caption_entities)?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
}

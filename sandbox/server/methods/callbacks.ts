import type { Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'

/** How long a client waits for the answer to a press. */
const ANSWER_MS = 15_000

export const callbackMethods: Handlers = {
  answerCallbackQuery({ world, bot }, params) {
    const text = params.text ?? ''
    if (text.length > 200) throw violation('MESSAGE_TOO_LONG')
    const query = world.state.queries.get(params.callback_query_id)
    const expired = query && world.now() - query.at >= ANSWER_MS
    if (!query || query.bot !== bot.id || query.answer || expired) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    }
    query.answer = {
      text,
      showAlert: params.show_alert ?? false,
      ...(params.url !== undefined && { url: params.url }),
    }
    world.changed()
    return true
  },
}

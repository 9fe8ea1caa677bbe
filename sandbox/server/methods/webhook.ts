import type { UpdateType } from '../world/state.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'

export const webhookMethods: Handlers = {
  setWebhook(call, params) {
    if (params.url === '') return dropWebhook(call, params.drop_pending_updates)
    const { secret_token: secret, max_connections: maxConnections = 40 } = params
    checkUrl(params.url)
    if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
      throw violation('secret token contains unallowed characters')
    }
    if (maxConnections < 1 || maxConnections > 100) throw violation('max_connections must be 1-100')
    setAllowedUpdates(call, params.allowed_updates)
    if (params.drop_pending_updates) call.bot.queue = []
    call.bot.webhook = { url: params.url, maxConnections, ...(secret !== undefined && { secret }) }
    call.world.changed()
    return true
  },
  deleteWebhook: (call, params) => dropWebhook(call, params.drop_pending_updates),
  getWebhookInfo({ bot }) {
    const error = bot.webhook?.lastError
    return {
      url: bot.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: bot.queue.length,
      ...(bot.webhook && { max_connections: bot.webhook.maxConnections }),
      ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
      ...(error && { last_error_date: error.at, last_error_message: error.message }),
    }
  },
}

/** Sets which kinds of updates a bot gets. An empty list means Telegram's default; no list changes nothing. */
export function setAllowedUpdates({ bot }: Call, allowed: readonly UpdateType[] | undefined): void {
  if (!allowed) return
  if (allowed.length > 0) bot.allowedUpdates = [...allowed]
  else delete bot.allowedUpdates
}

function dropWebhook({ world, bot }: Call, dropPending = false): true {
  delete bot.webhook
  if (dropPending) bot.queue = []
  world.changed()
  return true
}

function checkUrl(text: string): void {
  if (!URL.canParse(text)) throw badRequest('bad webhook: invalid URL specified')
  const url = new URL(text)
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost'
  if (loopback) return
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!['', '443', '80', '88', '8443'].includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
}

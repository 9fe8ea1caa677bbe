import type { SmsSender, SmsSenderDeps } from './message.ts'

/** Sends nothing: for the sandbox, and until a provider is configured. */
export function createLogSender({ logger, onSent }: SmsSenderDeps): SmsSender {
  return {
    send: async (message) => {
      logger.info({ to: mask(message.to), ...message.template }, 'An SMS would be sent.')
      onSent?.(message)
      return { kind: 'delivered' }
    },
  }
}

/** `0912***4567` for an Iranian number: enough to recognise it, too little to dial it. */
function mask(mobile: string): string {
  return `${mobile.replace(/^\+98/, '0').slice(0, 4)}***${mobile.slice(-4)}`
}

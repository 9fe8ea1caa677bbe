import { createKavenegarSender, type KavenegarSettings } from './kavenegar.ts'
import { createLogSender } from './log.ts'
import type { SmsSender, SmsSenderDeps } from './message.ts'

export type { SmsMessage, SmsSender } from './message.ts'

export type SmsSettings =
  | { readonly provider: 'log' }
  | ({ readonly provider: 'kavenegar' } & KavenegarSettings)

/** The sender that the settings name. */
export function createSmsSender(settings: SmsSettings, deps: SmsSenderDeps): SmsSender {
  switch (settings.provider) {
    case 'log':
      return createLogSender(deps)
    case 'kavenegar':
      return createKavenegarSender(settings, deps)
  }
}

export interface SmsText {
  readonly to: string
  readonly text: string
}

/** An SMS on the page's phone. */
export interface Sms extends SmsText {
  readonly id: number
  /** Unix time, as Telegram's messages carry it. */
  readonly at: number
}

const KEPT = 50

/** The phone's latest SMS, oldest first, with times by `now` (milliseconds). */
export function createInbox(now: () => number, kept: readonly Sms[] = []) {
  let messages = [...kept]
  return {
    list: (): readonly Sms[] => messages,
    add({ to, text }: SmsText): void {
      const id = (messages.at(-1)?.id ?? 0) + 1
      messages = [...messages, { id, to, text, at: Math.floor(now() / 1000) }].slice(-KEPT)
    },
  }
}

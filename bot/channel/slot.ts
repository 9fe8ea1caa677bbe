import type { Payload } from '../../core/deliveries/delivery.ts'
import type { Waiting } from '../../core/deliveries/waiting.ts'
import type { Budget, CallKind } from '../telegram/budget.ts'

/** What a delivery takes from the budget, as far as its row tells. A card is posted once and then edited. */
export function callKindOf({ kind, hasCard }: Pick<Waiting, 'kind' | 'hasCard'>): CallKind {
  return kind === 'card' ? (hasCard ? 'edit' : 'message') : CALL_KINDS[kind]
}

const CALL_KINDS: Readonly<Record<Exclude<Payload['kind'], 'card'>, CallKind>> = {
  edit: 'edit',
  form_timeout: 'edit',
  receipt: 'other',
  delete: 'other',
  sms: 'other',
  message: 'message',
  files: 'message',
  late_files: 'message',
  notice: 'message',
  welcome: 'message',
  greeting: 'message',
  farewell: 'message',
}

/** Thrown when a delivery needs another slot than its row said, and the budget has none: it is tried again later. */
export class PostponedError extends Error {
  readonly afterMs: number

  constructor(afterMs: number) {
    super(`No room for another ${afterMs} ms.`)
    this.name = 'PostponedError'
    this.afterMs = afterMs
  }
}

/** Takes a slot of the budget. Throws PostponedError when there is none. */
export function takeSlot(budget: Pick<Budget, 'waitMs'>, chatId: number, kind: CallKind): void {
  const afterMs = budget.waitMs(chatId, kind)
  if (afterMs > 0) throw new PostponedError(afterMs)
}

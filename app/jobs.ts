import { createExpireForms } from '../bot/index.ts'
import type { Config } from '../config/config.ts'
import { AUDIT_KEEP_MS } from '../core/audit/entry.ts'
import type { Channel } from '../core/deliveries/channel.ts'
import type { Delivery } from '../core/deliveries/delivery.ts'
import type { Desk } from '../core/desk.ts'
import { createDeliverer } from '../core/sending/deliver.ts'
import { createSettleApart } from '../core/sending/settle-apart.ts'
import { registerSends, type UnderWay } from '../core/sending/under-way.ts'
import { createJobs, type Jobs } from '../jobs/index.ts'
import type { Logger } from '../logger.ts'
import type { AppStores } from './stores.ts'

export interface JobsSideOptions {
  readonly desk: Desk
  readonly stores: AppStores
  readonly channels: { readonly telegram: Channel; readonly sms: Channel }
  /** Hears of each delivery from its call until it is settled. */
  readonly underWay: UnderWay
  readonly clock: () => Date
  readonly logger: Logger
  /** Breaks off the fetching of files. */
  readonly stopping: AbortSignal
}

/**
 * Telegram keeps updates for 24 hours and repeats none after that; panels are not expected to repeat older requests
 * either.
 */
const KEEP_MS = 25 * 3_600_000

/** Everything that runs by time: sending, fetching, indexing, and the sweeps. */
export function createJobsSide(config: Config, options: JobsSideOptions): Jobs {
  const { desk, stores, clock, logger, stopping } = options
  const settle = createSettleApart({
    settle: stores.outbox.settle,
    tryOut: stores.tryOut,
    onError: (error, { delivery: { id, payload } }) =>
      logger.error({ err: error, deliveryId: id, kind: payload.kind }, 'An outcome could not be written.'),
  })
  const deliverer = createDeliverer({
    ...registerSends(
      { channel: byDestination(options.channels), outbox: { ...stores.outbox, settle } },
      options.underWay,
      chatOf,
    ),
    clock,
    settings: config,
    messageOf: (id) => stores.tickets.message(id),
    onError: (error, { id, payload }) =>
      logger.error({ err: error, deliveryId: id, kind: payload.kind }, 'A delivery failed in our code.'),
  })
  return createJobs({
    deliverer,
    onEnqueued: stores.outbox.onEnqueued,
    indexTexts: desk.tickets.indexTexts,
    fetchFiles: () => desk.files.fetchDue(stopping),
    sweepIntervalMs: config.sweepIntervalMs,
    sweeps: [
      desk.expireTickets,
      createExpireForms(stores.forms, clock, config.formTimeoutMs),
      desk.files.sweep,
      stores.outbox.retryForbidden,
      () => stores.sessions.prune(clock()),
      () => stores.audit.prune(new Date(clock().getTime() - AUDIT_KEEP_MS)),
      () => stores.inbox.prune(new Date(clock().getTime() - KEEP_MS)),
      () => stores.groups.pruneCodes(new Date(clock().getTime() - KEEP_MS)),
      () => stores.requests.prune(new Date(clock().getTime() - KEEP_MS)),
    ],
    logger,
  })

  function chatOf({ destination }: Delivery): number | null {
    switch (destination.kind) {
      case 'staff':
        return stores.staffChatId()
      case 'chat':
        return destination.chatId
      case 'sms':
        return null
    }
  }
}

function byDestination({ telegram, sms }: JobsSideOptions['channels']): Channel {
  const channelOf = ({ destination }: Pick<Delivery, 'destination'>) =>
    destination.kind === 'sms' ? sms : telegram
  return {
    send: (delivery, ...rest) => channelOf(delivery).send(delivery, ...rest),
    placesLeft: (delivery) => channelOf(delivery).placesLeft(delivery),
    fitting: telegram.fitting,
    closedMs: telegram.closedMs,
    waitMs: (delivery) => channelOf(delivery).waitMs(delivery),
    newestBefore: (delivery) => channelOf(delivery).newestBefore(delivery),
  }
}

import { createExpireForms } from '../bot/index.ts'
import type { Config } from '../config/config.ts'
import { AUDIT_KEEP_MS } from '../core/audit/entry.ts'
import type { Channel } from '../core/deliveries/channel.ts'
import type { Desk } from '../core/desk.ts'
import { createDeliverer } from '../core/sending/deliver.ts'
import { createJobs, type Jobs } from '../jobs/index.ts'
import type { Logger } from '../logger.ts'
import type { AppStores } from './stores.ts'

export interface JobsSideOptions {
  readonly desk: Desk
  readonly stores: AppStores
  readonly channels: { readonly telegram: Channel; readonly sms: Channel }
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
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    channel: byDestination(options.channels),
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
      () => stores.sessions.prune(clock()),
      () => stores.audit.prune(new Date(clock().getTime() - AUDIT_KEEP_MS)),
      () => stores.inbox.prune(new Date(clock().getTime() - KEEP_MS)),
      () => stores.groups.pruneCodes(new Date(clock().getTime() - KEEP_MS)),
      () => stores.requests.prune(new Date(clock().getTime() - KEEP_MS)),
    ],
    logger,
  })
}

function byDestination({ telegram, sms }: JobsSideOptions['channels']): Channel {
  return {
    send: (delivery) => (delivery.destination.kind === 'sms' ? sms : telegram).send(delivery),
    waitMs: (delivery) => (delivery.destination.kind === 'sms' ? sms : telegram).waitMs(delivery),
  }
}

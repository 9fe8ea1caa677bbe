import type { Fault } from './_fault.ts'
import { DATABASE_FAULTS } from './_faults-database.ts'
import { MACHINE_FAULTS } from './_faults-machine.ts'
import { SMS_FAULTS } from './_faults-sms.ts'
import { TELEGRAM_FAULTS } from './_faults-telegram.ts'

/** All that can go wrong, by name. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  ...MACHINE_FAULTS,
  ...DATABASE_FAULTS,
  ...TELEGRAM_FAULTS,
  ...SMS_FAULTS,
}

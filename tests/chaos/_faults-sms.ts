import type { Fault } from './_fault.ts'
import type { SmsTrouble } from './_sms-provider.ts'

/** What the provider of SMS does. */
export const SMS_FAULTS = {
  'the SMS provider is busy': trouble(1, 'busy'),
  'the SMS provider refuses for good': trouble(1, 'refuses'),
  'the SMS provider answers 502': trouble(1, 'bad-gateway'),
  'the SMS provider resets': trouble(1, 'resets'),
  'the SMS provider takes and drops the answers': trouble(2, 'takes and drops'),
  'the SMS provider answers late': trouble(1, 'late'),
} satisfies Record<string, Fault>

function trouble(weight: number, which: SmsTrouble): Fault {
  return {
    weight,
    lastsMs: [500, 4_000],
    begin({ sms }) {
      sms.trouble(which)
      return () => sms.trouble(null)
    },
  }
}

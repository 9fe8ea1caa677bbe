import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { asciiDigits } from '../foundation/text.ts'

const E164 = /^\+[1-9]\d{7,14}$/

/**
 * A mobile number in E.164, from any way it is written: `09121234567`, `۰۹۱۲ ۱۲۳ ۴۵۶۷`, `+98 (0)912 123 4567`,
 * `00980912…`, `098912…`. Without a country it is Iranian where Iran has such mobiles. Null where it is no number.
 */
export function normalizeMobile(text: string): string | null {
  const written = asciiDigits(text).replace(/[^\d+]/g, '')
  const digits = written.replaceAll('+', '')
  const national = /^(?:\+|00)[1-9]/.test(written) ? undefined : parsePhoneNumberFromString(digits, 'IR')
  if (national?.isValid()) return national.number
  const international = parsePhoneNumberFromString(`+${digits.replace(/^0+/, '')}`)
  if (!international?.isPossible()) return null
  return E164.test(international.number) ? international.number : null
}

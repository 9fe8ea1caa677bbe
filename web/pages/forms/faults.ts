import type { z } from 'zod'
import { fieldErrors } from '../../problems/field-errors.ts'
import type { FieldError } from '../../problems/problem.ts'
import type { View } from '../view/view.ts'

/** Says what is wrong with each field, by the field's name. */
export function faultsOf(
  view: View,
  error: z.ZodError,
  input: Readonly<Record<string, string | undefined>>,
): Record<string, string[]> {
  return Object.fromEntries(
    fieldErrors(error, input).map((each) => [each.field, [words(view, each, input[each.field] ?? '')]]),
  )
}

function words({ t }: View, error: FieldError, value: string): string {
  if (error.field === 'category' || error.field === 'priority') return t('page-field-choose')
  return error.code === 'too_long'
    ? t('page-field-too_long', { max: error.max, used: value.trim().length })
    : t('page-field-empty')
}

import { z } from 'zod'
import type { FieldError } from './problem.ts'

const tooLong = z.object({ message: z.literal('too_long'), params: z.object({ max: z.number() }) })

/** The faults that zod found in the input, at most one for each field. */
export function fieldErrors(error: z.ZodError, input: unknown): FieldError[] {
  const faults = new Map<string, FieldError>()
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'body')
    if (!faults.has(field)) faults.set(field, fault(field, issue, input))
  }
  return [...faults.values()]
}

function fault(field: string, issue: z.core.$ZodIssue, input: unknown): FieldError {
  if (issue.path.length === 1 && isMissing(input, field)) return { field, code: 'required' }
  if (issue.code === 'invalid_value') return { field, code: 'not_allowed', allowed: issue.values.map(String) }
  if (issue.code === 'custom' && issue.message === 'empty') return { field, code: 'empty' }
  const long = tooLong.safeParse(issue)
  if (long.success) return { field, code: 'too_long', max: long.data.params.max }
  return { field, code: 'invalid' }
}

function isMissing(input: unknown, field: string): boolean {
  return typeof input === 'object' && input !== null && !Object.hasOwn(input, field)
}

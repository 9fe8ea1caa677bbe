import { STATUS_CODES } from 'node:http'

/** A problem document for a request that can't be read, not even for its language: HTTP's own words (RFC 9457, 4.2.1). */
export function bareProblem(status: number): { readonly type: string; readonly body: string } {
  const title = STATUS_CODES[status]
  return {
    type: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title, status }),
  }
}

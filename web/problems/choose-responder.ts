import type { Context } from 'hono'
import type { RespondWithProblem } from './document.ts'

const PAGES = /^\/(?:tickets(?:\/.*)?|telegram(?:\/[^/]+\/unlink)?|sso|language|sign-out)$/
const NO_PAGES = /^\/(?:api|healthz|readyz|metrics|openapi\.json|telegram\/webhook)(?:\/|$)/

/** Responds with a page where a person asks, and with a problem document where a program does. */
export function chooseResponder(forPeople: RespondWithProblem, forPrograms: RespondWithProblem) {
  const respond: RespondWithProblem = (c, problem) =>
    readsPages(c) ? forPeople(c, problem) : forPrograms(c, problem)
  return respond
}

/** The address decides; where neither list has it, what the caller says it accepts. */
function readsPages(c: Context): boolean {
  if (NO_PAGES.test(c.req.path)) return false
  return PAGES.test(c.req.path) || c.req.header('Accept')?.includes('text/html') === true
}

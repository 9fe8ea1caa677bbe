/** The page that people get without a valid `next`. */
const START = '/tickets'
const PAGE = /^\/(?:tickets|telegram)(?:\/[\w-]+)*$/

/** The page of this server that `next` names, as a path; the list of tickets for anything else, other sites above all. */
export function ownPath(next: string | undefined): string {
  if (next === undefined || !/^\/[^\\\p{C}]*$/u.test(next)) return START
  const [path = ''] = next.split(/[?#]/, 1)
  if (!PAGE.test(path)) return START
  const { pathname, search, hash } = new URL(next, 'http://own.invalid')
  return `${pathname}${search}${hash}`
}

/** Where people go when nobody said where, or said it wrongly. */
const START = '/tickets'
const PAGE = /^\/(?:tickets|telegram)(?:\/[\w-]+)*$/

/** The page that `next` names, as a `Location` of our own; the list of tickets for anything else. */
export function ownPath(next: string | undefined): string {
  if (next === undefined || !/^\/[^\\\p{C}]*$/u.test(next)) return START
  const [path = ''] = next.split(/[?#]/, 1)
  if (!PAGE.test(path)) return START
  const { pathname, search, hash } = new URL(next, 'http://own.invalid')
  return `${pathname}${search}${hash}`
}

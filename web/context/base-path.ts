/** The path of an address, as the beginning of all of ours behind it; empty without one. */
export function basePathOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, '')
}

/** A path as routes and pages know it: without the base, with which a proxy may have passed it on. */
export function withoutBase(path: string, base: string): string {
  if (base === '' || !path.startsWith(base)) return path
  const rest = path.slice(base.length)
  if (rest === '') return '/'
  return /^[?#]/.test(rest) ? `/${rest}` : rest.startsWith('/') ? rest : path
}

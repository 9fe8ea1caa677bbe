import { z } from 'zod'
import type { KavenegarSettings } from './kavenegar.ts'

const Answer = z.object({
  return: z.object({ status: z.number() }),
  entries: z.object({ remaincredit: z.number() }).nullish().catch(null),
})

/** Asks Kavenegar about the account. Returns the problem in words, or the credit that is left, in rials. Never throws. */
export async function checkKavenegar({
  apiKey,
  apiRoot,
}: KavenegarSettings): Promise<{ readonly problem: string } | { readonly credit: number | null }> {
  try {
    const response = await fetch(`${apiRoot}/v1/${encodeURIComponent(apiKey)}/account/info.json`, {
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
    })
    const answer = Answer.safeParse(await response.json())
    if (!answer.success)
      return { problem: `Kavenegar gave an answer that cannot be read (HTTP ${response.status}).` }
    const { status } = answer.data.return
    if (status !== 200) return { problem: `Kavenegar refuses the key (${status}).` }
    return { credit: answer.data.entries?.remaincredit ?? null }
  } catch {
    return { problem: 'Kavenegar cannot be reached.' }
  }
}

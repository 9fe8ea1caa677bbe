import type { Product } from '../crash/_product.ts'

/** How far the product's clock is put wrong at most; what a day of it decides is not judged more finely. */
export const MOST_SKEW_MS = 10 * 60_000

/** The time of a run: it can pass faster than it does, for everybody, and the product's clock can be wrong. */
export function createTime(product: () => Pick<Product, 'tell'> | null) {
  let passed = 0
  let skew = 0
  let turns = Promise.resolve()
  const tell = async () => await product()?.tell(passed + skew)
  return {
    /** For everybody but the product. */
    now: () => Date.now() + passed,
    /** What the product's clock is put forward by. */
    offset: () => passed + skew,
    /** Lets so much time pass at once. */
    async pass(ms: number): Promise<void> {
      passed += ms
      await tell()
    },
    /** One after the other: what waits for a good moment to let time pass finds it anew after each. */
    inTurn(work: () => Promise<void>): Promise<void> {
      turns = turns.then(work)
      return turns
    },
    /** Puts the product's clock wrong by so much, or right again. */
    async putWrong(ms: number): Promise<void> {
      skew = ms
      await tell()
    },
  }
}

export type Time = ReturnType<typeof createTime>

/** Gives its items back in order; each costs steps that grow with the logarithm of their number. */
export interface Heap<Item> {
  push(item: Item): void
  peek(): Item | undefined
  pop(): Item | undefined
}

/** A binary heap: the item with the smallest key comes first. */
export function createHeap<Item>(keyOf: (item: Item) => number): Heap<Item> {
  const items: Item[] = []
  const isBefore = (a: number, b: number) => {
    const [first, second] = [items[a], items[b]]
    return first !== undefined && second !== undefined && keyOf(first) < keyOf(second)
  }

  return {
    push(item) {
      items.push(item)
      for (let at = items.length - 1; at > 0;) {
        const parent = (at - 1) >> 1
        if (!isBefore(at, parent)) break
        swap(at, parent)
        at = parent
      }
    },
    peek: () => items[0],
    pop() {
      const first = items[0]
      const last = items.pop()
      if (last === undefined || items.length === 0) return first
      items[0] = last
      sink()
      return first
    },
  }

  function sink(): void {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const child = isBefore(right, left) ? right : left
      if (!isBefore(child, at)) return
      swap(at, child)
      at = child
    }
  }

  function swap(a: number, b: number): void {
    const [first, second] = [items[a], items[b]]
    if (first === undefined || second === undefined) return
    items[a] = second
    items[b] = first
  }
}

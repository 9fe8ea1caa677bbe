/** Bytes as a body: read as fast as they are taken, and no further once the client is gone. */
export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await reading.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await reading.return?.()
      },
    },
    // Nothing is opened before somebody reads.
    { highWaterMark: 0 },
  )
}

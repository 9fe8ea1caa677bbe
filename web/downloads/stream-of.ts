/** A response body that reads the bytes only as fast as the client takes them, and stops when the client is gone. */
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
    // Without a buffer the file is opened only when somebody reads.
    { highWaterMark: 0 },
  )
}

// Moves what a process takes for the time: loaded before the product, with NODE_OPTIONS. Its timers run as always.
const real = Date
let offset = Number(process.env['CHAOS_CLOCK_MS'] ?? 0)
const now = () => real.now() + offset

globalThis.Date = new Proxy(real, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})

process.on('message', (ms) => {
  offset = Number(ms)
  process.send?.(ms)
})
process.channel?.unref()

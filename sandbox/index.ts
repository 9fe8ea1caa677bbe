/** The package's one door: the simulated Telegram for any bot, and the demo that Kubit Support shows with it. */
export {
  createTelegramServer,
  type Bot,
  type Channel,
  type ChatView,
  type Fault,
  type FaultName,
  type Group,
  type Message,
  type MessageView,
  type Press,
  type Snapshot,
  type TelegramServer,
  type TelegramServerOptions,
  type User,
} from './server/telegram-server.ts'
export { createClock, type KeptClock } from './server/clock.ts'
export { createDiskBytes, type DiskBytes } from './server/disk-bytes.ts'
export { entityProblem } from './server/rules/entities.ts'
export type { ByteStore } from './server/world/bytes.ts'
export { createDemo, type Demo, type DemoLogger, type DemoOptions } from './demo/demo.ts'

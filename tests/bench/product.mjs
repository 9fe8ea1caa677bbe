// The product from its build, as `npm start` runs it, but without Telegram's limits.
import { createApp } from '../../dist/app.js'
import { parseConfig } from '../../dist/config/config.js'
import { createLogger } from '../../dist/logger.js'

const config = parseConfig(process.env)
const app = await createApp(config, { logger: createLogger({ level: config.logLevel }), withoutLimits: true })
process.once('SIGTERM', () => {
  void app.stop().then(() => process.exit(0))
})
const { banner } = await app.start()
process.stdout.write(`${banner}\n`)

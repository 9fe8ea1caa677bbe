import { AlreadyRunning, createApp } from './app.ts'
import { type Config, ConfigError } from './config/config.ts'
import { loadConfig } from './config/env.ts'
import { createLogger } from './logger.ts'

// What this process writes is for its own account alone.
process.umask(0o077)
try {
  await serve(loadConfig(process.cwd()))
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof AlreadyRunning)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function serve(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel })
  try {
    const app = await createApp(config, {
      logger,
      onLost(error) {
        logger.error({ err: error }, 'Another process has taken the database over: this one ends at once.')
        process.exit(1)
      },
    })
    const { banner } = await app.start()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        logger.info({ signal }, 'Stopping: what is in hand is finished first.')
        app.stop().then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error({ err: error }, 'Could not stop cleanly.')
            process.exit(1)
          },
        )
      })
    }
    process.stdout.write(`${banner}\n`)
  } catch (error) {
    if (error instanceof ConfigError || error instanceof AlreadyRunning) throw error
    logger.error({ err: error }, 'Could not start.')
    process.exit(1)
  }
}

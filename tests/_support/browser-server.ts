import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'

export const CHROMIUM = '/usr/bin/chromium'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test file asks for the browser that all files share. */
    browserUrl: string
  }
}

/**
 * Runs before all test files: one Chromium serves every file, each in contexts of its own. It starts when the first
 * file asks where it is, so that a run without pages starts none.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let launching: Promise<BrowserServer> | undefined
  const server = createServer((_, response) => {
    launching ??= launch()
    launching.then(
      (browser) => response.end(browser.wsEndpoint()),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  project.provide('browserUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    const browser = await launching?.catch(() => undefined)
    await browser?.close()
    server.closeAllConnections()
    server.close()
  }
}

async function launch(): Promise<BrowserServer> {
  const { chromium } = await import('playwright-core')
  return await chromium.launchServer({ executablePath: CHROMIUM, args: ['--no-sandbox'], host: '127.0.0.1' })
}

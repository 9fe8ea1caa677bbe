import { existsSync } from 'node:fs'
import axeCore from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { CHROMIUM } from './browser-server.ts'

/** Whether there is a browser to test with; says so when there is none. */
export function hasBrowser(): boolean {
  if (existsSync(CHROMIUM)) return true
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(`REQUIRE_ALL=1, but there is no ${CHROMIUM}.`)
  process.stderr.write(`What people see is not tested: install chromium (${CHROMIUM}).\n`)
  return false
}

/** Connects to the browser that all test files share. Closing it closes what this file has opened in it. */
export async function openBrowser(): Promise<Browser> {
  const response = await fetch(inject('browserUrl'))
  const endpoint = await response.text()
  if (!response.ok) throw new Error(`Chromium does not start: ${endpoint}`)
  return await chromium.connect(endpoint)
}

/** What axe finds wrong with the page as it is. */
export async function findings(page: Page): Promise<string[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axeCore.source)
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
}

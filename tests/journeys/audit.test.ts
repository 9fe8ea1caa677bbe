import { expect, it } from 'vitest'
import { signToken, TESTCO } from '../_support/panel.ts'
import { startWorld } from '../_support/world.ts'

it('the audit log is written to the log at info, without names, numbers or tokens', async () => {
  const lines: string[] = []
  const world = await startWorld({ activated: false, logTo: lines })
  await world.panel.call('POST', '/api/v1/telegram-groups', { groupId: world.group.id })
  const mina = world.panelFor({
    sub: 'u-7',
    name: 'مینا',
    mobile: '09351112222',
    role: 'member',
    org: TESTCO,
  })
  expect((await mina.call('DELETE', '/api/v1/members/u-1')).status).toBe(403)
  const link = await signToken(mina.user, world.now(), 'support-sso')
  for (const status of [303, 401]) {
    const answer = await fetch(`${world.url()}/sso`, {
      method: 'POST',
      body: new URLSearchParams({ token: link }),
      redirect: 'manual',
    })
    expect(answer.status).toBe(status)
  }
  const audit = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ area }) => area === 'audit')
  expect(audit).toMatchObject([
    {
      level: 30,
      event: 'group_linked',
      organizationId: 'testco',
      userId: 'u-1',
      groupId: String(world.group.id),
    },
    { level: 30, event: 'role_refused', organizationId: 'testco', userId: 'u-7', action: 'manage_members' },
    { level: 30, event: 'signed_in', organizationId: 'testco', userId: 'u-7' },
    {
      level: 30,
      event: 'sign_in_refused',
      organizationId: 'testco',
      userId: 'u-7',
      claim: 'jti',
      rule: 'used before',
    },
  ])
  for (const secret of ['مینا', '9351112222', link, 'eyJ']) expect(lines.join('')).not.toContain(secret)
})

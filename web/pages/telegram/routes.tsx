import { type Context, Hono } from 'hono'
import { DeskError } from '../../../core/foundation/errors.ts'
import { parseGroupId } from '../../../core/groups/group.ts'
import type { WebEnv } from '../../context/web-env.ts'
import { toProblem } from '../../problems/to-problem.ts'
import { addBotUrl } from '../../context/add-bot-url.ts'
import { ConfirmPage } from '../parts/confirm-page.tsx'
import { type PagesDeps, signedInView } from '../view/signed-in.ts'
import { readNotice, withNotice } from '../view/notices.ts'
import { groupRefusal } from '../view/refusals.ts'
import { TelegramPage } from './telegram-page.tsx'

/** `/telegram`: linking and unlinking groups. */
export function createTelegramRoutes(deps: PagesDeps): Hono<WebEnv> {
  const { groups } = deps.desk
  const app = new Hono<WebEnv>()

  app.get('/telegram', async (c) => c.html(await show(c)))

  app.post('/telegram', async (c) => {
    const { groupId, anyway } = await c.req.parseBody()
    const entered = typeof groupId === 'string' ? groupId : ''
    try {
      // Who was warned of one group was not warned of another.
      const unlessMuted = anyway !== entered
      const { created, isMuted } = await groups.activate(c.var.actor, entered, { unlessMuted })
      const done = isMuted ? 'linked_muted' : created ? 'linked' : 'was_linked'
      return c.redirect(withNotice('/telegram', done), 303)
    } catch (error) {
      const fault = error instanceof DeskError ? groupRefusal(signedInView(c, deps), error.code) : null
      if (fault === null) throw error
      const isWarning = error instanceof DeskError && error.code === 'bot_muted'
      return c.html(await show(c, { entered, fault, isWarning }), toProblem(error).status)
    }
  })

  app.post('/telegram/links', async (c) => {
    const name = deps.botName()
    const { code } = await groups.createLink(c.var.actor)
    return c.redirect(addBotUrl(name, code), 303)
  })

  app.get('/telegram/:id/unlink', async (c) => {
    const view = signedInView(c, deps)
    const chatId = parseGroupId(c.req.param('id'))
    const group = (await groups.list(c.var.actor)).find((each) => each.chatId === chatId)
    if (!group) throw new DeskError('not_found')
    return c.html(
      <ConfirmPage
        view={view}
        section="telegram"
        title={view.t('page-telegram-unlink')}
        question={view.t('page-telegram-unlink-ask', { title: group.title })}
        action={`/telegram/${group.chatId}/unlink`}
        back="/telegram"
      />,
    )
  })

  app.post('/telegram/:id/unlink', async (c) => {
    const chatId = parseGroupId(c.req.param('id'))
    if (chatId === null) throw new DeskError('not_found')
    await groups.unlink(c.var.actor, chatId)
    return c.redirect(withNotice('/telegram', 'unlinked'), 303)
  })
  return app

  async function show(c: Context<WebEnv>, attempt?: { entered: string; fault: string; isWarning: boolean }) {
    const view = signedInView(c, deps)
    return (
      <TelegramPage
        view={view}
        groups={await groups.list(c.var.actor)}
        botName={deps.botName()}
        notice={readNotice(c, view)}
        {...attempt}
      />
    )
  }
}

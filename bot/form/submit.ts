import type { Desk } from '../../core/desk.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import type { Speaker } from '../update/speaker.ts'
import { edit } from '../telegram/edit.ts'
import { plain } from '../telegram/rich.ts'
import { memberOf, spaceOf } from '../update/space.ts'
import { descriptionOf, type FormDraft, type FormStart, partsOf } from './draft.ts'

/** Opens the ticket and turns the form's message into its card. Repeated, it opens nothing and shows the same card. */
export async function submit(
  outer: BotContext,
  deps: BotDeps,
  start: FormStart,
  draft: FormDraft,
): Promise<void> {
  const { desk, texts } = deps
  const space = await spaceOf(outer, deps, start.organizationId)
  const chatId = outer.chatId ?? start.chatId
  const menuId = outer.unit.form.menuId
  if (menuId === null) throw new Error('A form is submitted by a button of its menu.')
  if (space?.organizationId !== start.organizationId) {
    const reason = start.chatId > 0 ? 'form-not-member-anymore' : 'form-not-linked-anymore'
    await edit(outer.api, chatId, menuId, plain(texts.t(start.locale, reason)))
    return
  }
  const { title, titleFrom, priority, category } = draft
  const { ticket } = await desk.openTicket(memberOf(space, start.speaker), {
    draft: { title, description: descriptionOf(draft), priority, category },
    files: draft.files,
    written: { titleFrom, parts: partsOf(draft) },
    home: { chatId, threadId: start.threadId },
    cardMessageId: menuId,
    requestKey: start.requestKey,
  })
  const offersVerification = start.speaker.isPerson && (await offerVerification(desk, start.speaker))
  const card = renderTicketCard(texts, start.locale, ticket, {
    heading: 'opened',
    ...(offersVerification ? { verificationBot: outer.me.username } : {}),
  })
  const shown = await edit(outer.api, chatId, menuId, card)
  if (!shown) await desk.tidyUp.showCard(ticket)
}

/** Notes the creator as a person. True when they are to be asked, which is once, to verify their number for SMS. */
async function offerVerification(
  { people }: Desk,
  { telegramId, name, username }: Speaker,
): Promise<boolean> {
  await people.meet({ telegramId, name, username })
  return await people.offerVerification(telegramId)
}

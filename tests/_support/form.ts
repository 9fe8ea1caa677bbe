import type { Group, Message, User } from '../../sandbox/index.ts'
import type { World } from './world.ts'

export interface FormAnswers {
  readonly title?: string
  readonly description?: string
  readonly priority?: string
  readonly category?: string
}

/** A person's way through the form, by replies and buttons only: what works in both privacy worlds. */
export function formOf(world: World, who: User, place: Group = world.group, thread?: number) {
  const at = who.in(place, thread)
  const question = async (): Promise<Message> => {
    await world.settle()
    const asked = who.forceReplyIn(place)
    if (!asked) throw new Error(`nobody asks ${who.firstName} anything`)
    return asked
  }
  return {
    at,
    question,
    /** The one message with the menus. */
    async menu(): Promise<Message> {
      await world.settle()
      const menu = place
        .messages(thread)
        .findLast(
          (message) =>
            message.from.id === world.bot.id &&
            callbacksOf(message).some(
              (data) => data.startsWith('f:') && data.split(':')[2] === String(who.id),
            ),
        )
      if (!menu) throw new Error(`no menu for ${who.firstName}`)
      return menu
    },
    async begin(): Promise<void> {
      at.send(`/create_ticket@${world.bot.username}`)
      await world.settle()
    },
    async answer(text: string): Promise<void> {
      at.reply(await question(), text)
      await world.settle()
    },
    async press(which: string): Promise<{ text: string; showAlert: boolean }> {
      const answered = await at.press(await this.menu(), which).answer()
      await world.settle()
      return answered
    },
    /** From the command to the card. */
    async submit({
      title = 'سرور قطع است',
      description = 'از صبح به سرور وصل نمی‌شویم.',
      priority = 'فوری',
      category = 'فنی',
    }: FormAnswers = {}): Promise<Message> {
      await this.begin()
      await this.answer(title)
      await this.answer(description)
      await this.press(priority)
      await this.press(category)
      await this.press('بدون پیوست')
      const menu = await this.menu()
      await this.press('ارسال')
      return menu
    },
  }
}

/** The callback data of a message's buttons. */
export function callbacksOf(message: Message): string[] {
  return message.buttons.flat().flatMap(({ callback_data: data }) => data ?? [])
}

import { labelDirection } from './dom.js'

const fa = {
  title: 'پشتیبانی کوبیت',
  tagline: 'محیط آزمایشی',
  writing: 'به نام چه کسی می‌نویسید؟',
  'name-owner': 'علی',
  'name-member': 'سارا',
  'name-agent': 'مریم',
  'role-owner': 'مدیر گروه مشتری',
  'role-member': 'عضو گروه مشتری',
  'role-agent': 'پشتیبان کوبیت',
  'other-language': 'English',
  offline: 'ارتباط قطع شد؛ در حال تلاش دوباره…',
  loading: 'در حال آماده شدن…',

  'place-group': 'گروه مشتری',
  'place-private': 'گفتگوی خصوصی',
  'place-staff': 'گروه پشتیبانی',
  'place-side': 'پنل و پیامک',
  'privacy-on': 'ربات فقط دستورها و پاسخ به پیام‌های خودش را می‌بیند',
  unseen: 'ربات این پیام را نمی‌بیند؛ روی پیام ربات «پاسخ» بزنید.',
  topics: 'تاپیک‌ها',
  comma: '، ',
  general: 'عمومی',
  'topic-closed': 'بسته',
  'no-messages': 'هنوز پیامی نیست.',
  'no-private': 'برای آغاز گفتگو با ربات «شروع» را بزنید.',
  today: 'امروز',
  edited: 'ویرایش‌شده',
  bot: 'ربات',

  reply: 'پاسخ',
  edit: 'ویرایش',
  'reply-to': (name) => `پاسخ به ${name}`,
  editing: 'ویرایش پیام',
  cancel: 'لغو',
  send: 'ارسال',
  start: 'شروع',
  attach: 'فرستادن فایل',
  commands: 'دستورهای ربات',
  message: (name) => `پیام به نام ${name}…`,
  'not-member': (name) => `${name} عضو این گفتگو نیست.`,
  'write-as': (name) => `نوشتن به نام ${name}`,
  'no-commands': 'ربات اینجا دستوری ندارد.',
  'reply-gone': 'پیام حذف‌شده',
  'media-photo': 'عکس',
  'media-document': 'فایل',
  'media-video': 'ویدئو',
  'media-audio': 'صدا',
  'media-voice': 'پیام صوتی',
  'media-animation': 'گیف',
  'media-video_note': 'پیام ویدئویی',
  'media-sticker': 'استیکر',
  contact: 'شمارهٔ تماس',
  download: 'دریافت',
  kilobytes: 'کیلوبایت',
  megabytes: 'مگابایت',
  copied: 'کپی شد',
  'opens-link': 'باز کردن پیوند',
  'no-answer': 'ربات پاسخی نداد.',
  failed: 'این کار انجام نشد.',
  ok: 'باشه',

  'service-created': (who, title) => `${who} گروه «${title}» را ساخت`,
  'service-joined': (who, whom) => `${who}، ${whom} را به گروه اضافه کرد`,
  'service-joined-self': (who) => `${who} به گروه پیوست`,
  'service-left': (who) => `${who} گروه را ترک کرد`,
  'service-removed': (who, whom) => `${who}، ${whom} را از گروه حذف کرد`,
  'service-topic-created': (who, name) => `تاپیک «${name}» ساخته شد`,
  'service-topic-renamed': (who, name) => `نام تاپیک به «${name}» تغییر کرد`,
  'service-topic-edited': () => 'نشان تاپیک تغییر کرد',
  'service-topic-closed': () => 'تاپیک بسته شد',
  'service-topic-reopened': () => 'تاپیک دوباره باز شد',
  'service-renamed': (who, title) => `نام گروه به «${title}» تغییر کرد`,
  'service-pinned': (who) => `${who} پیامی را سنجاق کرد`,
  'service-upgraded': () => 'گروه به سوپرگروه ارتقا یافت',
  'service-other': (who, kind) => kind,

  panel: 'پنل سازمان testco',
  'panel-page': 'بات تلگرام',
  'panel-unlinked': 'اتصال برقرار نیست',
  'panel-active': 'متصل',
  'panel-suspended': 'معلق',
  'panel-field': 'شناسه گروه',
  'panel-example': 'مثال: ‎-4001234567',
  'panel-activate': 'فعال کردن',
  'panel-done': (title) => `گروه «${title}» فعال شد.`,
  'panel-unreachable': 'پنل به سرویس پشتیبانی دسترسی ندارد.',

  sms: 'پیامک‌ها',
  'sms-to': (name) => `به ${name}`,
  'sms-none':
    'هنوز پیامکی نرسیده است. با هر تغییر وضعیت، ثبت‌کنندهٔ تیکت پیامک می‌گیرد؛ اگر شماره‌اش را به ربات داده باشد.',

  steps: 'یک دور کامل',
  'step-activate': 'گروه را فعال کنید',
  'step-activate-how': 'شناسهٔ گروه را از پیام ربات کپی کنید، در کارت پنل بگذارید و «فعال کردن» را بزنید.',
  'step-phone': 'شمارهٔ علی را تأیید کنید',
  'step-phone-how': 'به نام علی در گفتگوی خصوصی «شروع» و سپس «ارسال شماره» را بزنید تا پیامک به او برسد.',
  'step-create': 'تیکت ثبت کنید',
  'step-create-how': 'به نام علی در گروه مشتری ‎/create_ticket را بفرستید و به پرسش‌های ربات پاسخ دهید.',
  'step-answer': 'پاسخ دهید',
  'step-answer-how': 'به نام مریم در تاپیک تیکت بنویسید؛ پیام شما به گروه مشتری می‌رسد.',
  'step-sms': 'پیامک را ببینید',
  'step-sms-how': 'وضعیت تازهٔ تیکت به گوشی علی پیامک شده است. حالا به نام علی پاسخ دهید یا تیکت را ببندید.',
}

const en = {
  title: 'Kubit Support',
  tagline: 'Sandbox',
  writing: 'Who is writing?',
  'name-owner': 'Ali',
  'name-member': 'Sara',
  'name-agent': 'Maryam',
  'role-owner': "Owner of the customer's group",
  'role-member': "Member of the customer's group",
  'role-agent': 'Support agent',
  'other-language': 'فارسی',
  offline: 'Connection lost; trying again…',
  loading: 'Getting ready…',

  'place-group': "Customer's group",
  'place-private': 'Private chat',
  'place-staff': 'Staff group',
  'place-side': 'Panel and SMS',
  'privacy-on': 'The bot sees only commands and replies to its own messages',
  unseen: 'The bot cannot see this message; reply to one of its messages.',
  topics: 'Topics',
  comma: ', ',
  general: 'General',
  'topic-closed': 'Closed',
  'no-messages': 'No messages yet.',
  'no-private': 'Press “Start” to begin the chat with the bot.',
  today: 'Today',
  edited: 'edited',
  bot: 'bot',

  reply: 'Reply',
  edit: 'Edit',
  'reply-to': (name) => `Reply to ${name}`,
  editing: 'Edit message',
  cancel: 'Cancel',
  send: 'Send',
  start: 'Start',
  attach: 'Send a file',
  commands: "The bot's commands",
  message: (name) => `Message as ${name}…`,
  'not-member': (name) => `${name} is not in this chat.`,
  'write-as': (name) => `Write as ${name}`,
  'no-commands': 'The bot has no commands here.',
  'reply-gone': 'Deleted message',
  'media-photo': 'Photo',
  'media-document': 'File',
  'media-video': 'Video',
  'media-audio': 'Audio',
  'media-voice': 'Voice message',
  'media-animation': 'GIF',
  'media-video_note': 'Video message',
  'media-sticker': 'Sticker',
  contact: 'Contact',
  download: 'Download',
  kilobytes: 'kB',
  megabytes: 'MB',
  copied: 'Copied',
  'opens-link': 'Open link',
  'no-answer': 'The bot did not answer.',
  failed: 'That did not work.',
  ok: 'OK',

  'service-created': (who, title) => `${who} created the group “${title}”`,
  'service-joined': (who, whom) => `${who} added ${whom}`,
  'service-joined-self': (who) => `${who} joined the group`,
  'service-left': (who) => `${who} left the group`,
  'service-removed': (who, whom) => `${who} removed ${whom}`,
  'service-topic-created': (who, name) => `Topic “${name}” was created`,
  'service-topic-renamed': (who, name) => `The topic is now called “${name}”`,
  'service-topic-edited': () => "The topic's icon has changed",
  'service-topic-closed': () => 'The topic was closed',
  'service-topic-reopened': () => 'The topic was reopened',
  'service-renamed': (who, title) => `The group is now called “${title}”`,
  'service-pinned': (who) => `${who} pinned a message`,
  'service-upgraded': () => 'The group became a supergroup',
  'service-other': (who, kind) => kind,

  panel: "testco's panel",
  'panel-page': 'Telegram bot',
  'panel-unlinked': 'Not connected',
  'panel-active': 'Connected',
  'panel-suspended': 'Suspended',
  'panel-field': 'Group ID',
  'panel-example': 'Example: -4001234567',
  'panel-activate': 'Activate',
  'panel-done': (title) => `The group “${title}” is active.`,
  'panel-unreachable': 'The panel cannot reach the support service.',

  sms: 'SMS',
  'sms-to': (name) => `To ${name}`,
  'sms-none':
    'No SMS yet. The creator of a ticket gets one at each change of its status, once the bot knows their number.',

  steps: 'The whole round',
  'step-activate': 'Activate the group',
  'step-activate-how':
    "Copy the group's ID from the bot's message, put it into the panel's card and press “Activate”.",
  'step-phone': "Verify Ali's number",
  'step-phone-how':
    'As Ali, press “Start” in the private chat and share the number, so that SMS reaches him.',
  'step-create': 'Open a ticket',
  'step-create-how': "As Ali, send /create_ticket in the customer's group and answer the bot's questions.",
  'step-answer': 'Answer it',
  'step-answer-how': "As Maryam, write in the ticket's topic; your message reaches the customer's group.",
  'step-sms': 'See the SMS',
  'step-sms-how': "The ticket's new status has reached Ali's phone. Now answer as Ali, or close the ticket.",
}

const KEY = 'kubit-sandbox-language'

export const language = localStorage.getItem(KEY) === 'en' ? 'en' : 'fa'

/** A text of the page in its language. */
export function t(key, ...values) {
  const text = (language === 'fa' ? fa : en)[key]
  return typeof text === 'function' ? text(...values.map(isolate)) : (text ?? key)
}

/** Names of people and groups may run the other way than the sentence around them. */
function isolate(value) {
  if (typeof value !== 'string') return value
  return `${labelDirection(value) === 'rtl' ? '\u2067' : '\u2066'}${value}\u2069`
}

export function switchLanguage() {
  localStorage.setItem(KEY, language === 'fa' ? 'en' : 'fa')
  location.reload()
}

const format = (options) =>
  new Intl.DateTimeFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { timeZone: 'Asia/Tehran', ...options })
const times = format({ hour: '2-digit', minute: '2-digit' })
const days = format({ day: 'numeric', month: 'long' })
const numbers = new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB')
const sizes = new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { maximumFractionDigits: 1 })

/** Unix time as hours and minutes. */
export const timeText = (at) => times.format(at * 1000)

/** Unix time as a day, of which this is the first message. */
export function dayText(at) {
  const day = days.format(at * 1000)
  return day === days.format(Date.now()) ? t('today') : day
}

export const listText = (items) => items.join(t('comma'))

export const numberText = (number) => numbers.format(number)

export function sizeText(bytes) {
  const mega = bytes >= 1048576
  return `${sizes.format(bytes / (mega ? 1048576 : 1024))} ${t(mega ? 'megabytes' : 'kilobytes')}`
}

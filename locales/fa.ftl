# A line of isolated parts alone has no direction: those here begin with a right-to-left mark (U+200F).
### dates

# «۱ آذر ۱۴۰۵»
date-day = { $day } { $month } { $year }
# «۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰»
date-moment = { $day } { $month } { $year }، ساعت { $time }

### file

# The files that may be attached; an installation with more of them lists them all by file-types.
-file-types = PNG، JPG، JPEG، PDF یا TXT
file-types = { $most } یا { $last }

### ticket

ticket-status-awaiting_response = منتظر پاسخ
ticket-status-in_progress = در حال انجام
ticket-status-awaiting_customer = در انتظار مشتری
ticket-status-closed = بسته

ticket-priority-critical = حیاتی
ticket-priority-urgent = فوری
ticket-priority-high = بالا
ticket-priority-normal = معمولی
ticket-priority-low = پایین

ticket-category-activation = فعال‌سازی
ticket-category-technical = فنی
ticket-category-financial = مالی
ticket-category-sales = فروش

### plan

plan-basic = پایه
plan-medium = متوسط
plan-large = بزرگ
plan-professional = حرفه‌ای

### api

api-invalid_request = درخواست نادرست است
api-invalid_request-detail = موارد مشخص‌شده را درست کنید و دوباره بفرستید.
api-unauthenticated = نیاز به ورود
api-unauthenticated-detail = توکن ورود فرستاده نشده، نادرست است یا زمان آن گذشته است. دوباره از پنل وارد شوید.
api-forbidden = اجازهٔ این کار را ندارید
api-forbidden-detail = این کار فقط از مدیر سازمان برمی‌آید.
api-not_found = پیدا نشد
api-not_found-detail = چنین چیزی در سازمان شما نیست. نشانی را بررسی کنید.
api-method_not_allowed = این کار روی این نشانی ممکن نیست
api-method_not_allowed-detail = یکی از متدهای سرآیند Allow را به کار ببرید.
api-bot_not_in_group = ربات در این گروه نیست
api-bot_not_in_group-detail = ربات را به گروه اضافه کنید و دوباره امتحان کنید.
api-group_not_ready = گروه آمادهٔ اتصال نیست
api-group_not_ready-detail = در گروه /start بفرستید و دوباره تلاش کنید.
api-group_linked_elsewhere = این گروه به جای دیگری متصل است
api-group_linked_elsewhere-detail = ابتدا اتصال گروه را در سازمانی که به آن متصل است قطع کنید، یا گروه دیگری را فعال کنید.
api-ticket_closed = تیکت بسته است
api-ticket_closed-detail = این تیکت پیش از این بسته شده است.
api-ticket_open = تیکت باز است
api-ticket_open-detail = این تیکت باز است و نیازی به بازگشایی ندارد.
api-already_taken = تیکت در حال بررسی است
api-already_taken-detail = پشتیبان دیگری این تیکت را برداشته است.
api-payload_too_large = حجم درخواست زیاد است
api-payload_too_large-detail = درخواست را کوچک‌تر کنید و دوباره بفرستید.
api-unsupported_media_type = نوع محتوای درخواست پذیرفته نمی‌شود
api-unsupported_media_type-detail = درخواست را به‌صورت JSON، یا اگر پیوست دارد به‌صورت multipart/form-data، و با سرآیند Content-Type بفرستید.
api-file_too_large = حجم فایل زیاد است
api-file_too_large-detail = هر فایل باید کمتر از ۱۰ مگابایت باشد. چیزی ثبت نشد.
api-unsupported_file = این نوع فایل پذیرفته نمی‌شود
api-unsupported_file-detail = فقط { -file-types } بفرستید. ملاک، محتوای فایل است: تصویر باید سالم و کامل باشد و فایل متنی پسوندی مانند txt، log یا csv داشته باشد یا بدون پسوند باشد. چیزی ثبت نشد.
api-range_not_satisfiable = این بخش از فایل وجود ندارد
api-range_not_satisfiable-detail = اندازهٔ فایل در سرآیند Content-Range آمده است.
api-file_gone = فایل دیگر در دسترس نیست
api-file_gone-detail = این فایل فقط در تلگرام بود و دیگر از آنجا دریافت نمی‌شود.
api-file_not_ready = فایل هنوز آماده نیست
api-file_not_ready-detail = فایل در حال دریافت از تلگرام است. کمی بعد دوباره امتحان کنید.
api-busy = سامانه اکنون مشغول است
api-busy-detail = پایگاه داده اکنون در دسترس نیست. چند لحظه بعد دوباره امتحان کنید.
api-storage_unavailable = ذخیرهٔ فایل ممکن نیست
api-storage_unavailable-detail = اکنون امکان ذخیرهٔ فایل نیست و چیزی ثبت نشد. کمی بعد دوباره امتحان کنید.
api-storage_full = دیسک سرور پر است
api-storage_full-detail = اکنون جایی برای فایل‌ها نیست و چیزی ثبت نشد. بدون پیوست بفرستید، یا بعداً دوباره امتحان کنید.
api-storage_quota_exceeded = سهمیهٔ پیوست‌های سازمان پر است
api-storage_quota_exceeded-detail = پیوست‌های سازمان شما به سقف خود رسیده است و چیزی ثبت نشد. بدون پیوست بفرستید، یا از پشتیبانی بخواهید سهمیه را بیشتر کند.
api-idempotency_key_reused = کلید تکراری است
api-idempotency_key_reused-detail = این کلید با درخواست دیگری به کار رفته است. برای درخواست تازه کلید تازه بسازید.
api-rate_limited = درخواست‌ها بیش از اندازه است
api-rate_limited-detail = کمی صبر کنید و دوباره امتحان کنید.
api-telegram_unavailable = تلگرام پاسخ نمی‌دهد
api-telegram_unavailable-detail = چیزی تغییر نکرد. کمی بعد دوباره امتحان کنید.
api-sign_in_unavailable = ورود ممکن نیست
api-sign_in_unavailable-detail = کلیدهای پنل در دسترس نیستند. کمی بعد دوباره امتحان کنید.
api-internal_error = خطای داخلی
api-internal_error-detail = مشکلی در سمت ما پیش آمد. دوباره امتحان کنید.

api-field-required = این مورد لازم است.
api-field-empty = این مورد نباید خالی باشد.
api-field-too_long = حداکثر { $max } نویسه بنویسید.
api-field-not_allowed = یکی از این‌ها را بفرستید: { $values }
api-field-invalid = این مقدار نادرست است.
api-field-too_many_files = حداکثر { $max } فایل می‌توانید پیوست کنید.
api-field-file_too_large = حجم فایل { $name } زیاد است. فایلی کمتر از ۱۰ مگابایت بفرستید.
api-field-unsupported_file = فایل { $name } پذیرفته نمی‌شود: یا خراب است یا محتوای آن { -file-types } نیست.
api-field-empty_file = فایل { $name } خالی است.
api-field-invalid_group_id = شناسهٔ گروه عددی منفی مانند { $example } است. آن را از پیام ربات در گروه کپی کنید.

### terms: commands stand as a unit in a sentence

-create = /create_ticket
-tickets = /tickets
-cancel = /cancel
-forget = /forget_me
-start = /start
-language = /language

### buttons

button-confirm = تأیید
button-dismiss = لغو
button-expired = این دکمه دیگر کار نمی‌کند.

### commands

command-create_ticket = ثبت تیکت جدید
command-tickets = تیکت‌های سازمان
command-cancel = انصراف از ثبت تیکت
command-language = زبان ربات
command-forget_me = حذف اطلاعات من از سیستم
command-help = راهنما
command-start = شروع
command-staff-queue = تیکت‌های باز
command-staff-take = شروع بررسی تیکت
command-staff-close = بستن تیکت
command-staff-resend = ارسال دوبارهٔ کنارگذاشته‌ها
command-staff-note = یادداشت داخلی
command-staff-help = راهنمای پشتیبان‌ها

### group

group-not-linked = این گروه متعلق به سازمانی نیست! برای اتصال گروه به سرویس پشتیبانی سازمان، شناسه آن را در بخش پشتیبانی پنل کوبیت ثبت کنید.
group-id-label = شناسه گروه:
group-id-copy = کپی شناسهٔ گروه
group-link-until = این گروه را تا { $at } می‌توانید متصل کنید.
group-link-closed = مهلت اتصال این گروه گذشته است. برای شروع دوباره { $command } را بفرستید.
group-unlink-admins-only = فقط مدیران گروه می‌توانند اتصال را قطع کنند.
group-unlink-ask = اتصال این گروه به سازمان { $organization } قطع شود؟ پس از آن، پاسخ‌های پشتیبانی به این گروه نمی‌رسد.
group-unlink-done = اتصال این گروه به سازمان { $organization } قطع شد.

### private

private-start = سلام! این ربات برای ثبت و پیگیری تیکت‌های پشتیبانی است. برای استفاده در همین گفتگو، شمارهٔ موبایلی را که در پنل ثبت کرده‌اید با دکمهٔ زیر بفرستید. در گروه سازمان به این کار نیازی نیست.
private-button-send-phone = ارسال شماره
private-welcome =
    به پشتیبانی سازمان { $organization } خوش آمدید.

    🔷 ثبت تیکت جدید: { -create }
    🔷 دیدن تیکت‌ها: { -tickets }
    🔷 انصراف از ثبت تیکت: { -cancel }
    🔷 حذف اطلاعات شما از سیستم: { -forget }

    برای پاسخ به یک تیکت، به پیام آن پاسخ (Reply) دهید.
private-not-verified = هنوز سازمان شما را نمی‌شناسیم. با { -start } شمارهٔ موبایلی را که در پنل ثبت کرده‌اید بفرستید، یا از گروه سازمان استفاده کنید.
private-contact-not-own = فقط شمارهٔ خودتان پذیرفته می‌شود. از دکمهٔ «ارسال شماره» استفاده کنید.
private-contact-invalid = این شماره خوانده نشد. شمارهٔ موبایلی را بفرستید که در پنل ثبت کرده‌اید.
private-verified = شمارهٔ شما تأیید شد و به سازمان { $organization } وصل شدید. از این پس وضعیت تیکت‌هایتان پیامک می‌شود. برای ثبت تیکت { -create } را بفرستید.
private-verified-several = شمارهٔ شما تأیید شد. از این پس وضعیت تیکت‌هایتان پیامک می‌شود.
private-verified-no-organization = شمارهٔ شما تأیید شد و وضعیت تیکت‌هایتان پیامک می‌شود. این شماره در پنل برای هیچ سازمانی ثبت نشده است؛ برای ثبت تیکت از گروه سازمان استفاده کنید.
private-hint = برای پاسخ به یک تیکت، به پیام آن پاسخ (Reply) دهید. برای تیکت جدید { -create } و برای دیدن تیکت‌ها { -tickets } را بفرستید.
private-choose = شما عضو چند سازمان هستید. در این گفتگو برای کدام‌یک کار می‌کنید؟ بعداً با { -start } می‌توانید آن را عوض کنید.
private-switch = این گفتگو برای سازمان { $organization } است. برای تغییر، سازمان دیگری را انتخاب کنید.
private-chosen = این گفتگو از این پس برای سازمان { $organization } است. برای ثبت تیکت { -create } و برای دیدن تیکت‌ها { -tickets } را بفرستید.
private-not-member = شما دیگر عضو این سازمان نیستید.

### form

topic-closed = تاپیکی که در آن نوشتید بسته است و ربات نمی‌تواند آنجا چیزی بپرسد. تاپیک را باز کنید یا همین‌جا دوباره تلاش کنید.
form-ask-title = عنوان تیکت را در پاسخ به این پیام بنویسید.
form-ask-description = حالا مشکل یا درخواست خود را در پاسخ به این پیام شرح دهید.
form-placeholder-title = عنوان تیکت
form-placeholder-description = شرح تیکت
form-again-title = عنوان جدید را در پاسخ به این پیام بنویسید.
form-again-description = شرح جدید را در پاسخ به این پیام بنویسید.
form-ask-priority = اولویت تیکت را انتخاب کنید:
form-ask-category = دسته‌بندی تیکت را انتخاب کنید:
form-ask-files = اگر فایلی دارید، در پاسخ به این پیام بفرستید: { -file-types }، هر کدام کمتر از ۱۰ مگابایت و حداکثر ۱۰ فایل.
form-ask-more-files = اگر فایل دیگری هم دارید، در پاسخ به این پیام بفرستید؛ وگرنه «ادامه» را بزنید.
form-files-heading = پیوست‌ها ({ $count }):
form-files-line = ‏📎 { $name }
form-files-none = بدون پیوست
form-files-count = { $count } فایل
form-ask-edit = کدام بخش را ویرایش می‌کنید؟
form-summary-heading = خلاصهٔ تیکت
form-field-title = عنوان
form-field-description = شرح
form-field-priority = اولویت
form-field-category = دسته‌بندی
form-field-files = پیوست
form-button-no-files = بدون پیوست
form-button-continue = ادامه
form-button-drop-files = حذف پیوست‌ها
form-button-submit = ارسال
form-button-edit = ویرایش
form-button-cancel = انصراف
form-button-back = بازگشت
form-cancelled = ثبت تیکت لغو شد. هر وقت خواستید { -create } را بفرستید.
form-too-long = این فرم بیش از اندازه طولانی شد و بسته شد. با { -create } دوباره شروع کنید.
form-none = فرمی در جریان نیست. برای ثبت تیکت { -create } را بفرستید.
form-timed-out = زمان این فرم تمام شد و چیزی ثبت نشد. برای شروع دوباره { -create } را بفرستید.
form-expired = این فرم دیگر فعال نیست. برای ثبت تیکت /create_ticket را بفرستید.
form-not-yours = این دکمه برای شما نیست.
form-not-linked-anymore = این گروه دیگر به سازمان متصل نیست و تیکت ثبت نشد. اتصال را از پنل دوباره برقرار کنید.
form-not-member-anymore = شما دیگر عضو این سازمان نیستید و تیکت ثبت نشد.
form-problem-command = فرم تیکت شما هنوز باز است. آن را کامل کنید یا { -cancel } را بفرستید.
form-problem-title-text = عنوان باید متن باشد و خالی نباشد. آن را دوباره بنویسید.
form-problem-title-long = عنوان باید حداکثر ۱۲۸ نویسه باشد. آن را کوتاه‌تر بنویسید.
form-problem-description-text = شرح تیکت باید متن داشته باشد. آن را دوباره بنویسید.
form-problem-description-long = شرح تیکت باید حداکثر ۴٬۰۹۶ نویسه باشد. آن را کوتاه‌تر بنویسید.
form-problem-use-buttons = در این مرحله یکی از دکمه‌های زیر را بزنید.
form-problem-no-file = در این مرحله فایل بفرستید یا یکی از دکمه‌ها را بزنید.
form-problem-file-type = فایل { $name } پذیرفته نمی‌شود. فقط { -file-types } بفرستید.
form-problem-file-size = حجم فایل { $name } زیاد است. فایلی کمتر از ۱۰ مگابایت بفرستید.
form-problem-file-count = حداکثر { $count } فایل می‌توانید پیوست کنید.
form-problem-album = هیچ‌یک از فایل‌های این آلبوم پیوست نشد. این فایل را کنار بگذارید و بقیه را دوباره بفرستید.

### list

list-heading-o = تیکت‌های باز سازمان { $organization }: { $count }
list-heading-c = تیکت‌های بستهٔ سازمان { $organization }: { $count }
list-heading-a = همهٔ تیکت‌های سازمان { $organization }: { $count }
list-page = صفحهٔ { $page } از { $pages }
list-previous = صفحهٔ قبل
list-next = صفحهٔ بعد
list-filter-o = باز
list-filter-c = بسته
list-filter-a = همه
list-empty-o = تیکت بازی نیست. برای ثبت تیکت { -create } را بفرستید.
list-empty-c = هنوز تیکت بسته‌ای نیست.
list-empty-a = هنوز تیکتی ثبت نشده است. برای ثبت تیکت { -create } را بفرستید.

### customer

ticket-close-ask = آیا مطمئن هستید که می‌خواهید تیکت { $ref } را ببندید؟
ticket-toast-closed = تیکت { $ref } بسته شد.
ticket-toast-reopened = تیکت { $ref } دوباره باز شد.
ticket-reply-ask = پاسخ خود به تیکت { $ref } را در پاسخ به این پیام بنویسید. فایل هم می‌توانید بفرستید.
ticket-reply-placeholder = پاسخ به تیکت
reply-unmatched = این پاسخ به تیکتی نرسید. به یکی از پیام‌های خود تیکت پاسخ (Reply) دهید، یا با { -tickets } تیکت را باز کنید و «پاسخ» را بزنید.
reply-unsupported = این نوع پیام به پشتیبانی نمی‌رسد. متن، عکس، فایل، ویدئو یا صدا بفرستید.

### me

me-people-only = این دستور برای حساب شخصی است. آن را با نام خودتان بفرستید، نه به نام گروه یا کانال.
language-ask = زبان ربات را انتخاب کنید:
language-name = فارسی
language-done = از این پس ربات به فارسی پاسخ شما را می‌دهد.
forget-ask = شناسهٔ تلگرام، نام و شمارهٔ شما از سیستم حذف شود؟ تیکت‌هایتان در سازمان باقی می‌ماند.
forget-button-confirm = حذف اطلاعات من
forget-done = شناسهٔ تلگرام، نام و شمارهٔ شما از سیستم حذف شد.
forget-kept = چیزی حذف نشد.

### card

card-heading = ‏{ $ref } · { $title }
card-registered = ✅ تیکت { $ref } ثبت شد
card-status = وضعیت: { $value }
card-priority = اولویت: { $value }
card-category = دسته‌بندی: { $value }
card-assignee = مسئول: { $name }
card-assignee-none = مسئول: تعیین نشده
card-organization = سازمان: { $name } (پلن { $plan })
card-creator = مشتری: { $name }
card-creator-panel = مشتری: { $name } (از پنل)
card-created = ایجاد: { $at }
card-updated = آخرین به‌روزرسانی: { $at }
card-files = پیوست‌ها: { $names }
card-files-more = { $names } و { $count } پیوست دیگر
card-nameless = بی‌نام
card-description-goes-on = (متن بلند است؛ متن کامل در پیام بعدی)
card-description-whole = متن کامل تیکت { $ref }:
card-home-none = ⚠️ این تیکت در گروهی نیست؛ پاسخ‌ها فقط در پنل دیده می‌شود.
card-home-unlinked = ⚠️ اتصال گروه مشتری قطع شده است؛ پاسخ‌ها به گروه نمی‌رسد.
card-home-membership_ended = ⚠️ نویسندهٔ تیکت دیگر عضو این سازمان نیست؛ پاسخ‌ها فقط در پنل دیده می‌شود.
card-home-bot_removed = ⚠️ ربات از گروه مشتری حذف شده است؛ پیام‌ها تا بازگشت ربات به گروه نمی‌رسد.
card-home-group_deleted = ⚠️ گروه مشتری حذف شده است؛ پاسخ‌ها فقط در پنل دیده می‌شود.
card-sms-refused = ⚠️ آخرین پیامک پذیرفته نشد: { $reason }
card-button-take = شروع بررسی
card-button-note = یادداشت
card-button-close = بستن تیکت
card-button-reopen = بازگشایی
card-button-reply = پاسخ
card-button-verify = تأیید شمارهٔ موبایل
card-button-back = بازگشت
card-latest = آخرین پیام‌ها:
card-latest-line = ‏{ $name }: { $text }
card-latest-files = 📎 { $count } فایل

### staff

staff-taken = تیکت { $ref } را برداشتید.
staff-closed = تیکت { $ref } بسته شد.
staff-resent = آنچه از تیکت { $ref } کنار گذاشته شده بود دوباره فرستاده می‌شود.
staff-reopened = تیکت { $ref } باز شد.
staff-nothing-to-resend = از تیکت { $ref } چیزی کنار گذاشته نشده است.
staff-note-where = یادداشت را در تاپیک تیکت یا در پاسخ به یکی از پیام‌های آن بنویسید.
staff-note-question = 📝 یادداشت { $ref } را در پاسخ به همین پیام بنویسید. یادداشت به مشتری نمی‌رسد.
staff-note-question-placeholder = متن یادداشت
staff-note-too-late = این پیام پیش از ویرایش به مشتری رسیده است و یادداشت نمی‌شود؛ ویرایش شما برای او فرستاده نشد.
staff-reply-unmatched = این پاسخ به تیکتی نرسید. در تاپیک تیکت یا در پاسخ به یکی از پیام‌های خود تیکت بنویسید.
staff-unsupported = این نوع پیام به مشتری نمی‌رسد. متن، عکس، ویدئو، صدا یا فایل بفرستید.
staff-unknown-command = این دستور را نمی‌شناسم و آن را برای مشتری نفرستادم. فهرست دستورها: { $help }
staff-which-ticket = کدام تیکت؟ دستور را در تاپیک تیکت یا در پاسخ به یکی از پیام‌های آن بفرستید، یا شماره را هم بنویسید: { $example }
staff-no-topics = این گروه تاپیک ندارد. تا وقتی تاپیک‌ها فعال نشده‌اند، هر تیکت یک پیام در همین گروه است و با پاسخ به پیام‌های آن با مشتری گفتگو می‌کنید.
staff-probe-topic = بررسی ارسال پیام‌ها (خودکار)
staff-only = این کار فقط در گروه پشتیبانی ممکن است.
staff-queue-title = صف تیکت‌های باز: { $count }
staff-queue-page = صفحهٔ { $page } از { $pages }
staff-queue-empty = هیچ تیکت بازی در صف نیست. 🎉
staff-queue-line = ‏{ $status } · { $priority } · { $assignee } · { $at }
staff-queue-unassigned = بدون مسئول
staff-queue-next = بعدی
staff-queue-previous = قبلی
staff-help-intro = هر تیکت یک تاپیک است. آنچه در تاپیک بنویسید، یا در پاسخ به یکی از پیام‌های تیکت، به مشتری می‌رسد.
staff-help-note = یادداشت داخلی: پیام را با { $slashes } یا { $command } شروع کنید؛ هرگز به مشتری نمی‌رسد.
staff-help-take = برداشتن تیکت: { $command }
staff-help-close = بستن تیکت: { $command }
staff-help-resend = ارسال دوبارهٔ آنچه به‌خاطر خطای برنامه کنار گذاشته شده است: { $command }
staff-help-queue = صف تیکت‌های باز: { $command }
staff-help-edit = ویرایش پاسخ شما برای مشتری هم ویرایش می‌شود.

### notice

notice-staff-closed-by-customer = 🔒 { $name } تیکت را بست.
notice-staff-closed-by-time = 🔒 چون پاسخی از مشتری نرسید، تیکت بسته شد.
notice-staff-reopened = 🔓 { $name } تیکت را دوباره باز کرد.
notice-customer-closed-by-agent = 🔒 پشتیبانی تیکت { $ref } را بست.
notice-customer-closed-by-customer = 🔒 { $name } تیکت { $ref } را بست.
notice-customer-closed-by-time = 🔒 چون پاسخی از شما نرسید، تیکت { $ref } بسته شد.
notice-customer-closed-hint = اگر مشکل باقی است، «بازگشایی» را بزنید یا به همین پیام پاسخ دهید.
notice-customer-reopened = 🔓 تیکت { $ref } دوباره باز شد.
notice-delayed = ⏳ تلگرام خواسته است صبر کنیم؛ این پیام تا { $until } به مشتری می‌رسد.
notice-set-aside = ⚠️ بخشی از این تیکت به‌خاطر خطای برنامه فرستاده نشد و کنار گذاشته شد. پس از رفع خطا، دستور { $command } را همین‌جا بفرستید.
notice-blocked = ⚠️ مشتری ربات را مسدود کرده است و پاسخ‌ها فعلاً به او نمی‌رسد.
notice-sms-budget-ticket = ⚠️ سقف پیامک امروز این تیکت ({ $limit } پیامک) پر شد؛ تغییرهای بعدی تا فردا پیامک نمی‌شود.
notice-sms-budget-number = ⚠️ امروز { $limit } پیامک به شمارهٔ این مشتری رفته است؛ تغییرهای بعدی تا فردا پیامک نمی‌شود.
notice-sms-budget-day = ⚠️ سقف پیامک امروز ({ $limit } پیامک) پر شد؛ تا فردا برای هیچ تیکتی پیامک نمی‌رود.
notice-files-forbidden = ⚠️ متن این پیام به مشتری رسید، اما گروه او اجازهٔ فرستادن فایل نمی‌دهد؛ فایل‌ها فقط در پنل دیده می‌شوند.
notice-delivered-late = ✅ این پیام با تأخیر به مشتری رسید.
notice-undelivered = ❌ این پیام به مشتری نرسید: { $reason }
notice-waiting = ⏳ این پیام هنوز به مشتری نرسیده است: { $reason }
notice-welcome-linked = اکنون گروه برای سازمان { $organization } فعال می‌باشد.
notice-welcome-purpose = این ربات برای کمک به شما در ثبت و پیگیری تیکت‌های پشتیبانی است.
notice-welcome-create = 🔷 برای ثبت تیکت جدید، دستور { $command } را ارسال کنید.
notice-welcome-from-reply = 🔷 همچنین می‌توانید دستور { $command } را در پاسخ به یک پیام بفرستید تا ثبت تیکت با متن و فایل‌های همان پیام شروع شود.
notice-welcome-tickets = 🔷 برای دیدن و پیگیری تیکت‌های سازمان، دستور { $command } را ارسال کنید.
notice-welcome-cancel = 🔷 در هر مرحله از ثبت تیکت، با دستور { $command } می‌توانید انصراف دهید.
notice-welcome-language = 🔷 برای تغییر زبان ربات، { $command } را بفرستید.
notice-welcome-forget = 🔷 برای حذف شناسهٔ تلگرام، نام و شمارهٔ خود از سیستم، از دستور { $command } استفاده کنید.
notice-welcome-help = 🔷 راهنما: { $command }
notice-welcome-privacy = ⚠️ ربات در این گروه همهٔ پیام‌ها را نمی‌بیند؛ برای پاسخ دادن، به پیام‌های خود ربات پاسخ (Reply) دهید.
notice-welcome-unlink = قطع اتصال گروه
notice-returned = ربات دوباره در این گروه است و تیکت‌ها مانند قبل پیگیری می‌شوند. راهنما: { $command }
notice-farewell = اتصال این گروه به سازمان { $organization } قطع شد. از این پس تیکت‌های آن سازمان در این گروه دیده نمی‌شود.

### delivery

delivery-answer = 💬 پاسخ پشتیبانی به { $ref }
delivery-panel = { $name } (از پنل)
delivery-about = ‏{ $name } · { $ref }
delivery-files = 📎 پیوست‌های { $ref }
delivery-edited = { $header } (نسخهٔ ویرایش‌شده)
delivery-file-too-large = ⚠️ پیوست { $name } بزرگ‌تر از آن است که در تلگرام فرستاده شود.
delivery-file-stuck = ⚠️ پیوست { $name } با وجود چند بار تلاش به تلگرام نرسید.
delivery-file-stuck-panel = ⚠️ پیوست { $name } با وجود چند بار تلاش به تلگرام نرسید؛ آن را در صفحهٔ همین تیکت در پنل ببینید.
delivery-file-too-large-panel = ⚠️ پیوست { $name } بزرگ‌تر از آن است که در تلگرام فرستاده شود؛ آن را در صفحهٔ همین تیکت در پنل ببینید.
delivery-file-forbidden = ⚠️ پیوست { $name } فرستاده نشد: این گروه اجازهٔ فرستادن فایل نمی‌دهد.
delivery-file-unavailable = ⚠️ پیوست { $name } دیگر در تلگرام در دسترس نیست.
delivery-failure-bot_removed = ربات از گروه مشتری حذف شده است. پس از بازگشت ربات، پیام به‌طور خودکار فرستاده می‌شود.
delivery-failure-chat_gone = گفتگوی مشتری دیگر وجود ندارد.
delivery-failure-blocked_by_user = مشتری ربات را مسدود کرده است. اگر مسدودی را بردارد، پیام به‌طور خودکار فرستاده می‌شود.
delivery-failure-user_not_started = مشتری هنوز گفتگو با ربات را شروع نکرده است. پس از شروع گفتگو، پیام به‌طور خودکار فرستاده می‌شود.
delivery-failure-no_rights = ربات اجازهٔ فرستادن این پیام را در گروه مشتری ندارد.
delivery-failure-file_unavailable = فایل پیوست دیگر در تلگرام در دسترس نیست. آن را دوباره بارگذاری کنید.
delivery-failure-group_not_linked = گروه مشتری دیگر به این سازمان متصل نیست.
delivery-failure-membership_ended = نویسندهٔ تیکت دیگر عضو این سازمان نیست؛ پاسخ فقط در پنل دیده می‌شود.
delivery-failure-internal_error = به‌خاطر خطای برنامه کنار گذاشته شد. پس از رفع خطا، با دستور { $command } دوباره فرستاده می‌شود.
delivery-failure-refused = تلگرام این پیام را نپذیرفت.

### refusal

refusal-not_found = چنین تیکتی پیدا نشد.
refusal-forbidden = اجازهٔ این کار را ندارید.
refusal-invalid_request = این پیام چیزی ندارد که بشود فرستاد. متن یا فایلی بفرستید.
refusal-ticket_closed = این تیکت پیش از این بسته شده است.
refusal-ticket_open = این تیکت هم‌اکنون باز است.
refusal-already_taken = این تیکت را { $name } برداشته است.
refusal-already_in_progress = این تیکت در حال انجام است.
refusal-invalid_group_id = شناسهٔ گروه عددی منفی است. آن را از پیام ربات در گروه کپی کنید.
refusal-bot_not_in_group = ربات در این گروه نیست. ابتدا آن را به گروه اضافه کنید.
refusal-group_linked_elsewhere = این گروه به سازمان دیگری متصل است.
refusal-group_not_ready = این گروه آمادهٔ اتصال نیست. در گروه /start بفرستید و دوباره تلاش کنید، یا از مدیر گروه بخواهید پیوند را به کار ببرد.
refusal-bot_muted = ربات اجازهٔ نوشتن در این گروه را ندارد. از مدیر گروه بخواهید محدودیت آن را بردارد.
refusal-too_many_attempts = تلاش‌ها بیش از اندازه است. ساعتی دیگر دوباره امتحان کنید.
refusal-link_code_unknown = این پیوند شناخته نشد و گروه متصل نشد. از پنل پیوند تازه بسازید.
refusal-link_code_spent = این پیوند پیش از این به کار رفته است. برای این گروه از پنل پیوند تازه بسازید.
refusal-link_code_expired = زمان این پیوند گذشته است. از پنل پیوند تازه بسازید.
refusal-telegram_unavailable = تلگرام پاسخ نمی‌دهد. کمی بعد دوباره امتحان کنید.
refusal-storage_full = اکنون جایی برای فایل‌ها نیست. بدون پیوست بفرستید، یا بعداً دوباره امتحان کنید.
refusal-storage_quota_exceeded = پیوست‌های سازمان شما به سقف خود رسیده است. بدون پیوست بفرستید.
refusal-storage_unavailable = اکنون امکان ذخیرهٔ فایل نیست. کمی بعد دوباره امتحان کنید.

### sms

sms-status-titled = پشتیبانی کوبیت: تیکت { $ref } «{ $title }»: { $status }
sms-status = پشتیبانی کوبیت: وضعیت تیکت { $ref } به «{ $status }» تغییر کرد.

### pages

page-product = پشتیبانی کوبیت
page-title = { $page } · پشتیبانی کوبیت
page-skip = رفتن به محتوای صفحه
page-sections = بخش‌های پشتیبانی
page-nav-tickets = فهرست تیکت‌ها
page-nav-new = تیکت جدید
page-nav-telegram = بات تلگرام
page-sign-out = خروج
page-enter = ورود به پشتیبانی
page-enter-text = به‌عنوان { $person } وارد می‌شوید.
page-enter-instead = اکنون { $other } در این مرورگر وارد شده است. اگر ادامه دهید، به‌جای او { $person } وارد می‌شود.
page-enter-button = ادامه
page-enter-stay = فعلاً نه
page-back = بازگشت
page-required = پر کردن همهٔ موارد به‌جز پیوست الزامی است.
page-telegram-away = ارتباط ما با تلگرام از { $since } قطع است. تیکت‌ها و پیام‌ها همین‌جا ثبت می‌شوند و پس از برقراری ارتباط به تلگرام می‌رسند.
page-live-lost = ارتباط با سرور قطع شد؛ در حال تلاش دوباره…
page-live-back = ارتباط با سرور دوباره برقرار شد.
page-live-message = پیام تازه‌ای از پشتیبانی رسید.
page-live-status = وضعیت تیکت تغییر کرد.
page-size-bytes = { $size } بایت
page-size-kilobytes = { NUMBER($size, maximumFractionDigits: 0) } کیلوبایت
page-size-megabytes = { NUMBER($size, maximumFractionDigits: 1) } مگابایت

page-done-opened = تیکت { $ref } ثبت شد.
page-done-sent = پیام شما ثبت شد.
page-done-closed = تیکت { $ref } بسته شد.
page-done-reopened = تیکت { $ref } دوباره باز شد.
page-done-was_closed = این تیکت پیش از این بسته شده است.
page-done-was_open = این تیکت هم‌اکنون باز است.
page-done-linked = گروه فعال شد و پیام خوشامد به آن فرستاده می‌شود.
page-done-linked_muted = گروه متصل شد، ولی ربات اجازهٔ نوشتن در آن ندارد. از مدیر گروه بخواهید محدودیت ربات را بردارد.
page-done-was_linked = این گروه از قبل به سازمان شما متصل است.
page-done-unlinked = اتصال گروه قطع شد.

page-list-title = فهرست تیکت‌ها
page-list-search = جستجو در عنوان، متن و شناسه
page-list-search-button = جستجو
page-list-apply = اعمال
page-list-clear = پاک کردن فیلترها
page-list-remove = حذف فیلتر { $name }
page-list-sort = مرتب‌سازی
page-list-sort--updatedAt = آخرین به‌روزرسانی: تازه به قدیمی
page-list-sort-updatedAt = آخرین به‌روزرسانی: قدیمی به تازه
page-list-sort--createdAt = ایجاد: تازه به قدیمی
page-list-sort-createdAt = ایجاد: قدیمی به تازه
page-list-sort--ref = شناسه: بالا به پایین
page-list-sort-ref = شناسه: پایین به بالا
page-list-sort-priority = اولویت: بالا به پایین
page-list-sort--priority = اولویت: پایین به بالا
page-list-column-ref = شناسه
page-list-column-title = عنوان
page-list-column-priority = اولویت
page-list-column-category = دسته‌بندی
page-list-column-updatedAt = آخرین به‌روزرسانی
page-list-column-status = وضعیت
page-list-column-actions = عملیات
page-list-time = ساعت { $time }
page-list-actions = عملیات تیکت { $ref }
page-list-open = مشاهدهٔ تیکت
page-list-close = بستن تیکت
page-list-reopen = بازگشایی تیکت
page-list-range = نمایش مورد { $first } تا { $last } از مجموع { $total } مورد
page-list-range-none = موردی برای نمایش نیست
page-list-rows = { $count } سطر
page-list-page-size = تعداد سطر در هر صفحه
page-list-pager = صفحه‌های فهرست
page-list-page = صفحهٔ { $page }
page-list-previous = صفحهٔ قبل
page-list-next = صفحهٔ بعد
page-list-empty-title = هنوز تیکتی ثبت نشده است
page-list-empty-text = سؤال یا مشکل خود را بنویسید؛ پاسخ پشتیبانی همین‌جا و در گروه تلگرام سازمان به شما می‌رسد.
page-list-empty-telegram = اتصال گروه تلگرام
page-list-nothing-title = تیکتی با این شرایط پیدا نشد
page-list-nothing-text = واژهٔ دیگری را جستجو کنید یا فیلترها را پاک کنید.
page-list-beyond-title = این صفحه تیکتی ندارد
page-list-beyond-text = فهرست تیکت‌ها تا این صفحه ادامه ندارد.
page-list-first = رفتن به صفحهٔ اول

page-close-title = بستن تیکت

page-new-title = تیکت جدید
page-new-field-title = عنوان تیکت
page-new-field-title-hint = در یک خط بنویسید چه شده است.
page-new-field-category = دسته‌بندی تیکت
page-new-field-priority = اولویت تیکت
page-new-field-description = شرح تیکت
page-new-field-description-placeholder = مشکل یا درخواست خود را با جزئیات شرح دهید…
page-new-field-files = افزودن پیوست
page-new-count = { $used } از { $max } نویسه
page-new-submit = ثبت تیکت
page-new-cancel = انصراف
page-new-faults = تیکت ثبت نشد. لطفاً موارد مشخص‌شده را اصلاح کنید.

page-files-drop = فایل‌های خود را اینجا بکشید و رها کنید، یا برای انتخاب کلیک کنید
page-files-rule = فقط فایل‌های { -file-types }، هر کدام کمتر از ۱۰ مگابایت و حداکثر ۱۰ فایل.
page-files-remove = حذف { $name }
page-files-progress = در حال بارگذاری: { $percent }٪
page-files-again = فایل‌ها را دوباره انتخاب کنید؛ مرورگر آن‌ها را نگه نمی‌دارد.
page-files-type = فایل { $name } پذیرفته نمی‌شود. فقط { -file-types } بفرستید.
page-files-content = فایل { $name } پذیرفته نمی‌شود: یا خراب است یا محتوای آن { -file-types } نیست.
page-files-size = حجم فایل { $name } زیاد است. فایلی کمتر از ۱۰ مگابایت بفرستید.
page-files-empty = فایل { $name } خالی است.
page-files-count = حداکثر { $count } فایل می‌توانید پیوست کنید.
page-files-refused = فایل‌های مشخص‌شده را حذف کنید یا فایل دیگری انتخاب کنید، سپس بفرستید.
page-files-offline = ارتباط با سرور برقرار نشد. دوباره بفرستید؛ تکراری ثبت نمی‌شود.
page-form-renewed = پس از باز کردن این صفحه دوباره وارد شده‌اید؛ برای همین هنوز چیزی فرستاده نشده است. نوشته‌هایتان را بررسی کنید و دوباره بفرستید.
page-form-signed-out = نشست شما به پایان رسیده است، اما نوشته‌هایتان همین‌جا می‌ماند. در زبانهٔ دیگری از پنل وارد بخش پشتیبانی شوید و دوباره بفرستید.
page-form-other-user = اکنون کاربر دیگری در این مرورگر وارد شده است؛ برای همین چیزی فرستاده نشد. متن خود را کپی کنید و صفحه را دوباره بارگذاری کنید.

page-field-empty = این مورد را پر کنید.
page-field-choose = یکی از گزینه‌ها را انتخاب کنید.
page-field-too_long = متن باید حداکثر { $max } نویسه باشد؛ اکنون { $used } نویسه است.
page-field-message-empty = پیام خالی است. متنی بنویسید یا فایلی پیوست کنید.

page-ticket-title = { $ref } · { $title }
page-ticket-conversation = گفتگوی تیکت
page-ticket-details = جزئیات تیکت
page-ticket-ref = شناسه تیکت
page-ticket-created = زمان ایجاد
page-ticket-updated = آخرین به‌روزرسانی
page-ticket-assignee = مسئول
page-ticket-assignee-none = تعیین نشده
page-ticket-creator = ثبت‌کننده
page-ticket-source = محل ثبت
page-ticket-source-telegram = تلگرام
page-ticket-source-panel = پنل
page-ticket-auto-close = اگر پاسخی ندهید، این تیکت در { $at } به‌طور خودکار بسته می‌شود.
page-ticket-files = فایل‌های تیکت
page-ticket-files-empty = هنوز فایلی فرستاده نشده است.
page-ticket-files-empty-text = فایل‌های این تیکت اینجا نمایش داده می‌شود.
page-ticket-older = پیام‌های قدیمی‌تر
page-ticket-newer = پیام‌های تازه‌تر
page-ticket-nameless = بی‌نام
page-ticket-edited = ویرایش‌شده
page-ticket-edited-at = ویرایش‌شده در { $at }
page-ticket-support = پشتیبانی
page-ticket-image = تصویر { $name }
page-ticket-file-waiting = این فایل هنوز از تلگرام نرسیده است.
page-ticket-file-unavailable = این فایل دیگر در دسترس نیست.
page-ticket-answer = پاسخ شما
page-ticket-answer-placeholder = پیام خود را وارد کنید…
page-ticket-attach = افزودن پیوست
page-ticket-send = ارسال
page-ticket-send-hint = برای ارسال Ctrl+Enter را بزنید.
page-ticket-closed = تیکت بسته است. برای باز کردن تیکت کلیک کنید.

page-event-created = { $name } تیکت را ثبت کرد
page-event-taken = { $name } بررسی تیکت را شروع کرد
page-event-agent_message = پشتیبانی پاسخ داد
page-event-customer_message = { $name } پیام داد
page-event-no_reply = چون پاسخی از مشتری نرسید، تیکت بسته شد
page-event-closed_by_customer = { $name } تیکت را بست
page-event-closed_by_agent = { $name } (پشتیبانی) تیکت را بست
page-event-reopened_by_customer = { $name } تیکت را دوباره باز کرد
page-event-reopened_by_agent = { $name } (پشتیبانی) تیکت را دوباره باز کرد

page-delivery-queued = در حال ارسال
page-delivery-queued-until = تلگرام خواسته است صبر کنیم؛ تا { $until } می‌رسد
page-delivery-sent = تحویل شد
page-delivery-failed = به پشتیبانی نرسید: { $reason }
page-delivery-bot_removed = ربات در گروه پشتیبانی نیست. پیام شما اینجا ثبت شده است و پس از بازگشت ربات فرستاده می‌شود.
page-delivery-chat_gone = گروه پشتیبانی در تلگرام در دسترس نیست. پیام شما اینجا ثبت شده است؛ با پشتیبانی تماس بگیرید.
page-delivery-no_rights = ربات اجازهٔ فرستادن این پیام را در گروه پشتیبانی ندارد. پیام شما اینجا ثبت شده است.
page-delivery-file_unavailable = پیوست دیگر در دسترس نیست. آن را دوباره بفرستید.
page-delivery-refused = تلگرام این پیام را نپذیرفت. آن را به شکل دیگری بنویسید و دوباره بفرستید.

page-telegram-title = اتصال به تلگرام
page-telegram-on = اتصال برقرار است
page-telegram-off = اتصال برقرار نیست
page-telegram-suspended = اتصال معلق است
page-telegram-one-tap = ربات را با یک دکمه به گروه اضافه و متصل کنید؛ کپی کردن شناسه لازم نیست. پیوند یک بار و تا یک ساعت کار می‌کند.
page-telegram-add = افزودن ربات به گروه
page-telegram-id = شناسه گروه
page-telegram-example = مثال: { $example }
page-telegram-id-hint = شناسه را از پیام ربات در گروه کپی کنید.
page-telegram-activate = فعال کردن
page-telegram-activate-anyway = با این حال متصل شود
page-telegram-groups = گروه‌های متصل
page-telegram-groups-empty = هنوز گروهی متصل نیست. دو مرحلهٔ راهنما را دنبال کنید تا تیکت‌ها به گروه تلگرام شما هم برسد.
page-telegram-group-active = فعال
page-telegram-group-suspended = معلق
page-telegram-group-bot_removed = ربات از گروه حذف شده است. آن را دوباره به گروه اضافه کنید تا اتصال به‌طور خودکار برقرار شود.
page-telegram-group-group_deleted = این گروه در تلگرام حذف شده است. اتصال آن را قطع کنید و گروه دیگری را فعال کنید.
page-telegram-group-since = فعال از { $at }
page-telegram-unlink = قطع اتصال
page-telegram-unlink-of = قطع اتصال گروه { $title }
page-telegram-unlink-ask = اتصال گروه { $title } قطع شود؟ پس از آن پاسخ‌های پشتیبانی به این گروه نمی‌رسد؛ تیکت‌ها در پنل می‌مانند.
page-telegram-admins = گروه‌ها را فقط مدیران سازمان متصل می‌کنند یا اتصالشان را قطع می‌کنند.
page-telegram-bot = آیدی ربات تلگرام
page-telegram-bot-unknown = تلگرام فعلاً پاسخ نمی‌دهد و نام ربات در دسترس نیست. کمی بعد صفحه را دوباره بارگذاری کنید.
page-telegram-copy = کپی
page-telegram-copied = کپی شد
page-telegram-go = انتقال به ربات تلگرام
page-telegram-refused-id = این شناسهٔ گروه نیست. شناسهٔ گروه عددی منفی مانند { $example } است؛ آن را از پیام ربات در گروه کپی کنید.
page-telegram-refused-bot_not_in_group = ربات در این گروه نیست. ابتدا مرحلهٔ اول راهنما را انجام دهید و ربات را به گروه اضافه کنید، سپس دوباره «فعال کردن» را بزنید.
page-telegram-refused-group_not_ready = در گروه /start بفرستید و دوباره تلاش کنید.
page-telegram-refused-bot_muted = ربات در این گروه محدود شده و اجازهٔ نوشتن ندارد؛ پیام‌ها به گروه نمی‌رسد. از مدیر گروه بخواهید محدودیت ربات را بردارد و دوباره «فعال کردن» را بزنید.
page-telegram-refused-too_many_attempts = تلاش‌های ناموفق سازمان شما بیش از اندازه بوده است. تا ساعتی دیگر دوباره امتحان کنید.
page-telegram-refused-group_linked_elsewhere = این گروه به سازمان دیگری متصل است. مدیر گروه می‌تواند در خود گروه با دکمهٔ «قطع اتصال گروه» زیر پیام خوشامد ربات آن را آزاد کند.
page-telegram-refused-telegram_unavailable = تلگرام پاسخ نمی‌دهد و چیزی تغییر نکرد. کمی بعد دوباره «فعال کردن» را بزنید.
page-guide-title = آموزش ثبت تیکت از طریق تلگرام
page-guide-one = مرحلهٔ اول: ربات پشتیبانی کوبیت را به گروه تلگرام خود اضافه کنید
page-guide-one-text = آیدی ربات را کپی کنید. در تلگرام صفحهٔ گروه را باز کنید، «افزودن اعضا» را بزنید، آیدی را جستجو کنید و ربات را اضافه کنید.
page-guide-two = مرحلهٔ دوم: شناسه‌ای را که ربات می‌فرستد در همین صفحه وارد کنید
page-guide-two-text = ربات شناسه را در گروه می‌نویسد. روی شناسه بزنید تا کپی شود، سپس آن را در «شناسه گروه» وارد کنید و «فعال کردن» را بزنید.
page-guide-picture-group = تصویر: در صفحهٔ گروه، گزینهٔ «افزودن اعضا»
page-guide-picture-add = تصویر: جستجوی آیدی ربات و انتخاب آن
page-guide-picture-id = تصویر: پیام ربات در گروه با شناسهٔ گروه
page-guide-picture-linked = تصویر: پیام ربات پس از فعال شدن گروه
page-guide-group = گروه شرکت شما
page-guide-members = ۳ عضو
page-guide-add-members = افزودن اعضا
page-guide-done = افزودن
page-guide-bot = ربات

page-error-signed_out = نشست شما به پایان رسیده است
page-error-signed_out-text = برای دیدن تیکت‌ها دوباره از پنل وارد بخش پشتیبانی شوید.
page-error-forbidden = اجازهٔ این کار را ندارید
page-error-forbidden-text = این درخواست از صفحهٔ پشتیبانی فرستاده نشده بود و چیزی تغییر نکرد. صفحه را دوباره بارگذاری و امتحان کنید.
page-error-admins = این کار فقط از مدیر سازمان برمی‌آید
page-error-admins-text = چیزی تغییر نکرد. از مدیر سازمان خود بخواهید که این کار را انجام دهد.
page-error-not_found = این صفحه پیدا نشد
page-error-not_found-text = چنین تیکتی در سازمان شما نیست یا نشانی نادرست است.
page-error-method = این نشانی را نمی‌توان مستقیم باز کرد
page-error-method-text = از فهرست تیکت‌ها شروع کنید.
page-error-invalid = درخواست نادرست است
page-error-invalid-text = چیزی تغییر نکرد. برگردید و دوباره امتحان کنید.
page-error-conflict = این کار دیگر ممکن نیست
page-error-conflict-text = وضعیت در این فاصله تغییر کرده است. صفحه را دوباره بارگذاری کنید.
page-error-too_large = حجم درخواست زیاد است
page-error-too_large-text = هر فایل باید کمتر از ۱۰ مگابایت باشد. چیزی ثبت نشد؛ برگردید و فایل کوچک‌تری بفرستید.
page-error-unsupported = این نوع فایل پذیرفته نمی‌شود
page-error-unsupported-text = فقط { -file-types } بفرستید. چیزی ثبت نشد.
page-error-rate_limited = تعداد درخواست‌ها بیش از اندازه است
page-error-rate_limited-text = کمی صبر کنید و صفحه را دوباره بارگذاری کنید.
page-error-internal = مشکلی در سمت ما پیش آمد
page-error-internal-text = کمی بعد دوباره امتحان کنید. اگر باز هم پیش آمد، این شناسه را به پشتیبانی بگویید: { $id }
page-error-unavailable = فعلاً در دسترس نیست
page-error-unavailable-text = یکی از سرویس‌هایی که به آن نیاز داریم پاسخ نمی‌دهد. کمی بعد دوباره امتحان کنید.
page-error-home = رفتن به فهرست تیکت‌ها

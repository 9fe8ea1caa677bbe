### dates

# «۱ آذر ۱۴۰۵»
date-day = { $day } { $month } { $year }
# «۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰»
date-moment = { $day } { $month } { $year }، ساعت { $time }

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

### api

api-invalid_request = درخواست نادرست است
api-invalid_request-detail = موردهای مشخص‌شده را درست کنید و دوباره بفرستید.
api-unauthenticated = نیاز به ورود
api-unauthenticated-detail = نشانهٔ ورود فرستاده نشده، نادرست است یا زمان آن گذشته است. دوباره از پنل وارد شوید.
api-forbidden = اجازهٔ این کار را ندارید
api-forbidden-detail = این کار برای کاربران پنل نیست.
api-not_found = پیدا نشد
api-not_found-detail = چنین چیزی در سازمان شما نیست. نشانی را بررسی کنید.
api-method_not_allowed = این کار روی این نشانی ممکن نیست
api-method_not_allowed-detail = یکی از روش‌های سرآیند Allow را به کار ببرید.
api-bot_not_in_group = ربات در این گروه نیست
api-bot_not_in_group-detail = ربات را به گروه اضافه کنید و دوباره امتحان کنید.
api-group_linked_elsewhere = این گروه به جای دیگری متصل است
api-group_linked_elsewhere-detail = ابتدا اتصال گروه را در سازمانی که به آن متصل است قطع کنید، یا گروه دیگری را فعال کنید.
api-ticket_closed = تیکت بسته است
api-ticket_closed-detail = این تیکت پیش از این بسته شده است.
api-ticket_open = تیکت باز است
api-ticket_open-detail = این تیکت باز است و نیازی به بازگشایی ندارد.
api-already_taken = تیکت در حال بررسی است
api-already_taken-detail = پشتیبان دیگری این تیکت را برداشته است.
api-payload_too_large = درخواست بیش از اندازه بزرگ است
api-payload_too_large-detail = درخواست را کوچک‌تر کنید و دوباره بفرستید.
api-unsupported_media_type = نوع محتوای درخواست پذیرفته نیست
api-unsupported_media_type-detail = درخواست را به‌صورت JSON و با سرآیند Content-Type آن بفرستید.
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
api-field-invalid_group_id = شناسهٔ گروه عددی منفی مانند { $example } است. آن را از پیام ربات در گروه کپی کنید.

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

### dates

date-day = { $day } { $month } { $year }
date-moment = { $day } { $month } { $year }, { $time }

### ticket

ticket-status-awaiting_response = Awaiting response
ticket-status-in_progress = In progress
ticket-status-awaiting_customer = Awaiting customer
ticket-status-closed = Closed

ticket-priority-critical = Critical
ticket-priority-urgent = Urgent
ticket-priority-high = High
ticket-priority-normal = Normal
ticket-priority-low = Low

ticket-category-activation = Activation
ticket-category-technical = Technical
ticket-category-financial = Financial
ticket-category-sales = Sales

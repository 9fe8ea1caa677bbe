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

### api

api-invalid_request = The request is not valid
api-invalid_request-detail = Correct the fields named and send it again.
api-unauthenticated = Sign-in needed
api-unauthenticated-detail = The token is missing, wrong or expired. Sign in through the panel again.
api-forbidden = Not allowed
api-forbidden-detail = Panel users can’t do this.
api-not_found = Not found
api-not_found-detail = Your organization has no such thing. Check the address.
api-method_not_allowed = This address doesn’t take this method
api-method_not_allowed-detail = Use one of the methods in the Allow header.
api-bot_not_in_group = The bot is not in this group
api-bot_not_in_group-detail = Add the bot to the group and try again.
api-group_linked_elsewhere = The group is linked elsewhere
api-group_linked_elsewhere-detail = Unlink it from the organization it is linked to, or activate another group.
api-ticket_closed = The ticket is closed
api-ticket_closed-detail = This ticket has been closed already.
api-ticket_open = The ticket is open
api-ticket_open-detail = This ticket is open: there is nothing to reopen.
api-already_taken = The ticket is taken
api-already_taken-detail = Another agent has taken this ticket.
api-payload_too_large = The request is too large
api-payload_too_large-detail = Make the request smaller and send it again.
api-unsupported_media_type = This content type is not accepted
api-unsupported_media_type-detail = Send the request as JSON, with its Content-Type header.
api-idempotency_key_reused = The key has been used
api-idempotency_key_reused-detail = This key came with another request. Make a new one for a new request.
api-rate_limited = Too many requests
api-rate_limited-detail = Wait a moment and try again.
api-telegram_unavailable = Telegram doesn’t answer
api-telegram_unavailable-detail = Nothing was changed. Try again in a moment.
api-sign_in_unavailable = Sign-in is not possible
api-sign_in_unavailable-detail = The panel’s keys can’t be reached. Try again in a moment.
api-internal_error = Internal error
api-internal_error-detail = Something went wrong on our side. Try again.

api-field-required = This is required.
api-field-empty = This can’t be empty.
api-field-too_long = Write { $max } characters at most.
api-field-not_allowed = Send one of these: { $values }
api-field-invalid = This value is not valid.
api-field-invalid_group_id = A group’s ID is a negative number such as { $example }. Copy it from the bot’s message in the group.

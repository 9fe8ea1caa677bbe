### dates

date-day = { $day } { $month } { $year }
date-moment = { $day } { $month } { $year }, { $time }

### file

-file-types = PNG, JPG, JPEG, PDF or TXT
file-types = { $most } or { $last }

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

### plan

plan-basic = Basic
plan-medium = Medium
plan-large = Large
plan-professional = Professional

### api

api-invalid_request = The request is not valid
api-invalid_request-detail = Correct the fields named and send it again.
api-unauthenticated = Sign-in needed
api-unauthenticated-detail = The token is missing, wrong or expired. Sign in through the panel again.
api-forbidden = Not allowed
api-forbidden-detail = Only an admin of the organization can do this.
api-not_found = Not found
api-not_found-detail = Your organization has no such thing. Check the address.
api-method_not_allowed = This address doesn’t take this method
api-method_not_allowed-detail = Use one of the methods in the Allow header.
api-bot_not_in_group = The bot is not in this group
api-bot_not_in_group-detail = Add the bot to the group and try again.
api-group_not_ready = The group is not ready to be linked
api-group_not_ready-detail = Send /start in the group and try again.
api-group_linked_elsewhere = The group is linked elsewhere
api-group_linked_elsewhere-detail = Unlink it from the organization it is linked to, or activate another group.
api-ticket_closed = The ticket is closed
api-ticket_closed-detail = This ticket is already closed.
api-ticket_open = The ticket is open
api-ticket_open-detail = This ticket is already open.
api-already_taken = The ticket is taken
api-already_taken-detail = Another agent has taken this ticket.
api-payload_too_large = The request is too large
api-payload_too_large-detail = Make the request smaller and send it again.
api-unsupported_media_type = This content type is not accepted
api-unsupported_media_type-detail = Send the request as JSON, or as multipart/form-data where it takes files, with its Content-Type header.
api-file_too_large = The file is too large
api-file_too_large-detail = Each file has to be under 10 MB. Nothing was stored.
api-unsupported_file = This kind of file is not accepted
api-unsupported_file-detail = Send only { -file-types }. What counts is the content: pictures have to be whole, and a text is named .txt, .log, .csv or the like, or has no extension. Nothing was stored.
api-range_not_satisfiable = The file has no such part
api-range_not_satisfiable-detail = Its size is in the Content-Range header.
api-file_gone = The file is not available any more
api-file_gone-detail = This file was kept on Telegram only, and Telegram no longer hands it out.
api-file_not_ready = The file is not ready yet
api-file_not_ready-detail = It is being fetched from Telegram. Try again in a moment.
api-busy = Busy right now
api-busy-detail = The database can’t be used at the moment. Try again in a few seconds.
api-storage_unavailable = The file can’t be stored
api-storage_unavailable-detail = The file can’t be stored right now, and nothing was saved. Try again in a while.
api-storage_full = The server’s disk is full
api-storage_full-detail = There is no room for files right now, and nothing was saved. Send it without attachments, or try again later.
api-storage_quota_exceeded = The organization’s attachments have reached their limit
api-storage_quota_exceeded-detail = Your organization’s attachments take all the space they may, and nothing was saved. Send it without attachments, or ask support for more space.
api-idempotency_key_reused = The key has been used
api-idempotency_key_reused-detail = This key came with another request. Make a new one for a new request.
api-rate_limited = Too many requests
api-rate_limited-detail = Wait a moment and try again.
api-telegram_unavailable = Telegram isn’t responding
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
api-field-too_many_files = You can attach { $max } files at most.
api-field-file_too_large = { $name } is too big. Send a file under 10 MB.
api-field-unsupported_file = { $name } can’t be attached: it is broken, or it isn’t a { -file-types }.
api-field-empty_file = { $name } is empty.
api-field-invalid_group_id = A group’s ID is a negative number such as { $example }. Copy it from the bot’s message in the group.

### terms: commands stand as a unit in a sentence

-create = /create_ticket
-tickets = /tickets
-cancel = /cancel
-forget = /forget_me
-start = /start
-language = /language

### buttons

button-confirm = Confirm
button-dismiss = Cancel
button-expired = This button no longer works.

### commands

command-create_ticket = Open a ticket
command-tickets = Your organization’s tickets
command-cancel = Cancel the form
command-language = Language
command-forget_me = Remove my data
command-help = Help
command-start = Start
command-staff-queue = Open tickets
command-staff-take = Take a ticket
command-staff-close = Close a ticket
command-staff-resend = Send again what was set aside
command-staff-note = Internal note
command-staff-help = Help for agents

### group

group-not-linked = This group doesn’t belong to an organization yet. To link it to your organization’s support, enter its ID in the support section of the Kubit panel.
group-id-label = Group ID:
group-id-copy = Copy the group ID
group-link-until = This group can be linked until { $at }.
group-link-closed = The time for linking this group has passed. Send { $command } to begin again.
group-unlink-admins-only = Only the group’s admins can unlink it.
group-unlink-ask = Unlink this group from { $organization }? Support’s replies will no longer reach it.
group-unlink-done = This group is no longer linked to { $organization }.

### private

private-start = Hello! This bot opens and follows support tickets. To use it in this chat, send the mobile number you have in the panel with the button below. In your organization’s group you don’t need to.
private-button-send-phone = Send my number
private-welcome =
    Welcome to support for { $organization }.

    🔷 Open a ticket: { -create }
    🔷 See the tickets: { -tickets }
    🔷 Cancel the form: { -cancel }
    🔷 Remove your data: { -forget }

    To reply to a ticket, reply to its message.
private-not-verified = We don’t know your organization yet. Send { -start } and share the mobile number you have in the panel, or use your organization’s group.
private-contact-not-own = Only your own number counts. Please use the “Send my number” button.
private-contact-invalid = We couldn’t read this number. Send the mobile number you have in the panel.
private-verified = Your number is confirmed and you are connected to { $organization }. From now on you get an SMS when a ticket of yours changes. To open one, send { -create }.
private-verified-several = Your number is confirmed. From now on you get an SMS when a ticket of yours changes.
private-verified-no-organization = Your number is confirmed, and you will get an SMS when a ticket of yours changes. No organization has this number in the panel; open tickets in your organization’s group.
private-hint = To reply to a ticket, reply to its message. Send { -create } to open a ticket and { -tickets } to see them.
private-choose = You belong to several organizations. Which one is this chat for? You can change it later with { -start }.
private-switch = This chat is for { $organization }. To change that, choose another organization.
private-chosen = This chat is for { $organization } now. Send { -create } to open a ticket and { -tickets } to see them.
private-not-member = You no longer belong to this organization.

### form

topic-closed = The topic you wrote in is closed, so the bot can’t ask anything there. Open it, or try again here.
form-ask-title = Reply to this message with the ticket’s title.
form-ask-description = Now reply to this message and describe the problem or request.
form-placeholder-title = Ticket title
form-placeholder-description = Description
form-again-title = Reply to this message with the new title.
form-again-description = Reply to this message with the new description.
form-ask-priority = Choose a priority:
form-ask-category = Choose a category:
form-ask-files = If you have files, send them as a reply to this message: { -file-types }, under 10 MB each, 10 at most.
form-ask-more-files = Send more files as a reply to this message, or press “Continue”.
form-files-heading = Attachments ({ $count }):
form-files-line = 📎 { $name }
form-files-none = none
form-files-count = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
form-ask-edit = Which part do you want to change?
form-summary-heading = Your ticket
form-field-title = Title
form-field-description = Description
form-field-priority = Priority
form-field-category = Category
form-field-files = Attachments
form-button-no-files = No attachments
form-button-continue = Continue
form-button-drop-files = Remove attachments
form-button-submit = Submit
form-button-edit = Edit
form-button-cancel = Cancel
form-button-back = Back
form-cancelled = Cancelled. Send { -create } whenever you’re ready.
form-too-long = This form became too long and was closed. Start again with { -create }.
form-none = There is no form to stop. Send { -create } to open a ticket.
form-timed-out = This form has timed out and nothing was saved. Send { -create } to start again.
form-expired = This form is no longer active. Send /create_ticket to open a ticket.
form-not-yours = This button isn’t for you.
form-not-linked-anymore = This group is no longer linked to the organization, so no ticket was opened. Link it again in the panel.
form-not-member-anymore = You no longer belong to this organization, so no ticket was opened.
form-problem-command = Your ticket form is still open. Finish it or send { -cancel }.
form-problem-title-text = The title must be text and can’t be empty. Please write it again.
form-problem-title-long = The title can have 128 characters at most. Please shorten it.
form-problem-description-text = The description needs some text. Please write it again.
form-problem-description-long = The description can have 4,096 characters at most. Please shorten it.
form-problem-use-buttons = Please press one of the buttons below.
form-problem-no-file = Send a file here, or press one of the buttons.
form-problem-file-type = { $name } can’t be attached. Send only { -file-types }.
form-problem-file-size = { $name } is too big. Send a file under 10 MB.
form-problem-file-count = You can attach { $count } files at most.
form-problem-album = Nothing from this album was attached. Send it again without that file.

### list

list-heading-o = Open tickets of { $organization }: { $count }
list-heading-c = Closed tickets of { $organization }: { $count }
list-heading-a = All tickets of { $organization }: { $count }
list-page = Page { $page } of { $pages }
list-previous = Previous
list-next = Next
list-filter-o = Open
list-filter-c = Closed
list-filter-a = All
list-empty-o = There are no open tickets. Send { -create } to open one.
list-empty-c = There are no closed tickets yet.
list-empty-a = There are no tickets yet. Send { -create } to open one.

### customer

ticket-close-ask = Are you sure you want to close ticket { $ref }?
ticket-toast-closed = Ticket { $ref } is closed.
ticket-toast-reopened = Ticket { $ref } is open again.
ticket-reply-ask = Reply to this message with what you want to say on ticket { $ref }. You can send files too.
ticket-reply-placeholder = Reply to the ticket
reply-unmatched = This reply has reached no ticket. Reply to one of the ticket’s own messages, or open the ticket with { -tickets } and press “Reply”.
reply-unsupported = This kind of message doesn’t reach support. Send text, a photo, a file, a video or a voice message.

### me

me-people-only = This command is for your own account. Send it as yourself, not as the group or a channel.
language-ask = Choose a language:
language-name = English
language-done = From now on we’ll talk to you in English.
forget-ask = Remove your Telegram ID, name and phone number from the system? Your tickets stay with the organization.
forget-button-confirm = Remove my data
forget-done = Your Telegram ID, name and phone number have been removed.
forget-kept = Nothing was removed.

### card

card-heading = { $ref } · { $title }
card-registered = ✅ Ticket { $ref } is registered
card-status = Status: { $value }
card-priority = Priority: { $value }
card-category = Category: { $value }
card-assignee = Assignee: { $name }
card-assignee-none = Assignee: unassigned
card-organization = Organization: { $name } ({ $plan } plan)
card-creator = Customer: { $name }
card-creator-panel = Customer: { $name } (from the panel)
card-created = Created: { $at }
card-updated = Updated: { $at }
card-files = Attachments: { $names }
card-files-more = { $names } and { $count } more
card-nameless = Unnamed
card-description-goes-on = (A long text; all of it is in the next message)
card-description-whole = The whole text of ticket { $ref }:
card-home-none = ⚠️ No Telegram group: replies appear in the panel only.
card-home-unlinked = ⚠️ The customer’s group is no longer linked; replies don’t reach it.
card-home-membership_ended = ⚠️ The ticket’s creator no longer belongs to this organization; replies appear in the panel only.
card-home-bot_removed = ⚠️ The bot was removed from the customer’s group; messages don’t reach it until it is back.
card-home-group_deleted = ⚠️ The customer’s group was deleted; replies appear in the panel only.
card-sms-refused = ⚠️ The last SMS was refused: { $reason }
card-button-take = Take
card-button-note = Note
card-button-close = Close ticket
card-button-reopen = Reopen
card-button-reply = Reply
card-button-verify = Verify my mobile number
card-button-back = Back
card-latest = Last messages:
card-latest-line = { $name }: { $text }
card-latest-files = 📎 { $count ->
    [one] { $count } file
   *[other] { $count } files
}

### staff

staff-taken = You took ticket { $ref }.
staff-closed = Ticket { $ref } is closed.
staff-resent = What was set aside of ticket { $ref } is being sent again.
staff-reopened = Ticket { $ref } is open again.
staff-nothing-to-resend = Nothing of ticket { $ref } was set aside.
staff-note-where = Write the note in the ticket’s topic, or as a reply to one of its messages.
staff-note-question = 📝 Write the note on { $ref } as a reply to this message. The customer won’t see it.
staff-note-question-placeholder = The note
staff-note-too-late = This message had reached the customer before you edited it and can’t become a note; your edit was not sent.
staff-reply-unmatched = This reply has reached no ticket. Write in the ticket’s topic, or as a reply to one of the ticket’s own messages.
staff-unsupported = This kind of message can’t reach the customer. Send a text, a photo, a video, audio or a file.
staff-unknown-command = I don’t know this command and did not send it to the customer. All commands: { $help }
staff-which-ticket = Which ticket? Send the command in the ticket’s topic or as a reply to one of its messages, or add its number: { $example }
staff-no-topics = This group has no topics. Until they are switched on, each ticket is one message in this group, and you talk with the customer by replying to its messages.
staff-probe-topic = Delivery checks (automatic)
staff-only = This works in the support group only.
staff-queue-title = Open tickets: { $count }
staff-queue-page = Page { $page } of { $pages }
staff-queue-empty = No open tickets. 🎉
staff-queue-line = { $status } · { $priority } · { $assignee } · { $at }
staff-queue-unassigned = Unassigned
staff-queue-next = Next
staff-queue-previous = Previous
staff-help-intro = Each ticket is a topic. What you write in it, or as a reply to one of the ticket’s messages, reaches the customer.
staff-help-note = An internal note: begin with { $slashes } or { $command }; it never reaches the customer.
staff-help-take = Take a ticket: { $command }
staff-help-close = Close a ticket: { $command }
staff-help-resend = Send again what was set aside for a fault in the program: { $command }
staff-help-queue = The open tickets: { $command }
staff-help-edit = When you edit a reply, the customer’s copy is edited too.

### notice

notice-staff-closed-by-customer = 🔒 { $name } closed the ticket.
notice-staff-closed-by-time = 🔒 Closed automatically: no reply from the customer.
notice-staff-reopened = 🔓 { $name } reopened the ticket.
notice-customer-closed-by-agent = 🔒 Support closed ticket { $ref }.
notice-customer-closed-by-customer = 🔒 { $name } closed ticket { $ref }.
notice-customer-closed-by-time = 🔒 Ticket { $ref } was closed automatically: we had no reply from you.
notice-customer-closed-hint = If the problem is still there, press “Reopen” or reply to this message.
notice-customer-reopened = 🔓 Ticket { $ref } is open again.
notice-delayed = ⏳ Telegram asked us to wait; this message will reach the customer by { $until }.
notice-set-aside = ⚠️ Part of this ticket could not be sent because of a fault in the program and was set aside. Once that is fixed, send { $command } here.
notice-blocked = ⚠️ The customer has blocked the bot; replies don’t reach them for now.
notice-sms-budget-ticket = ⚠️ This ticket’s SMS for today ({ $limit }) are used up; later changes send none until tomorrow.
notice-sms-budget-number = ⚠️ This customer’s number has had { $limit } SMS today; later changes send none until tomorrow.
notice-sms-budget-day = ⚠️ Today’s SMS ({ $limit }) are used up; no ticket sends any until tomorrow.
notice-files-forbidden = ⚠️ The text of this message reached the customer, but their group allows no files; these are seen in the panel only.
notice-delivered-late = ✅ This message has reached the customer after a delay.
notice-undelivered = ❌ This message did not reach the customer: { $reason }
notice-waiting = ⏳ This message has not reached the customer yet: { $reason }
notice-welcome-linked = This group is now active for the organization { $organization }.
notice-welcome-purpose = This bot helps you to open support tickets and to follow them.
notice-welcome-create = 🔷 To open a ticket, send { $command }.
notice-welcome-from-reply = 🔷 Send { $command } as a reply to a message, and the ticket starts from that message’s text and files.
notice-welcome-tickets = 🔷 To see your organization’s tickets, send { $command }.
notice-welcome-cancel = 🔷 You can cancel at any step with { $command }.
notice-welcome-language = 🔷 To change the bot’s language, send { $command }.
notice-welcome-forget = 🔷 To remove your Telegram ID, name and number from the system, use { $command }.
notice-welcome-help = 🔷 Help: { $command }
notice-welcome-privacy = ⚠️ The bot does not see all messages in this group; reply to the bot’s own messages.
notice-welcome-unlink = Unlink this group
notice-returned = The bot is back in this group, and your tickets go on as before. Help: { $command }
notice-farewell = This group is no longer linked to { $organization }. Its tickets will no longer be shown here.

### delivery

delivery-answer = 💬 Support’s reply to { $ref }
delivery-panel = { $name } (from the panel)
delivery-about = { $name } · { $ref }
delivery-files = 📎 Attachments of { $ref }
delivery-edited = { $header } (edited)
delivery-file-too-large = ⚠️ The attachment { $name } is larger than Telegram takes.
delivery-file-stuck = ⚠️ The attachment { $name } did not reach Telegram in several attempts.
delivery-file-stuck-panel = ⚠️ The attachment { $name } did not reach Telegram in several attempts; you find it on this ticket’s page in the panel.
delivery-file-too-large-panel = ⚠️ The attachment { $name } is larger than Telegram takes; you find it on this ticket’s page in the panel.
delivery-file-forbidden = ⚠️ The attachment { $name } was not sent: this group allows no files.
delivery-file-unavailable = ⚠️ The attachment { $name } is no longer available on Telegram.
delivery-failure-bot_removed = the bot was removed from the customer’s group. The message waits and is sent when the bot is back.
delivery-failure-chat_gone = the customer’s chat no longer exists.
delivery-failure-blocked_by_user = the customer has blocked the bot. The message waits until they unblock it.
delivery-failure-user_not_started = the customer has not started a chat with the bot. The message waits until they do.
delivery-failure-no_rights = the bot may not send this in the customer’s group. The message waits and is sent when the bot’s rights change.
delivery-failure-file_unavailable = the attached file is no longer available on Telegram. Upload it again.
delivery-failure-group_not_linked = the customer’s group is no longer linked to this organization.
delivery-failure-membership_ended = the ticket’s creator no longer belongs to this organization; the reply appears in the panel only.
delivery-failure-internal_error = it was set aside because of a fault in the program. Once that is fixed, { $command } sends it again.
delivery-failure-refused = Telegram refused this message.

### refusal

refusal-not_found = There is no such ticket.
refusal-forbidden = You’re not allowed to do this.
refusal-invalid_request = There is nothing in this message to send. Send a text or a file.
refusal-ticket_closed = This ticket is already closed.
refusal-ticket_open = This ticket is already open.
refusal-already_taken = { $name } has taken this ticket already.
refusal-already_in_progress = This ticket is in progress already.
refusal-invalid_group_id = A group’s ID is a negative number. Copy it from the bot’s message in the group.
refusal-bot_not_in_group = The bot is not in this group. Add it first.
refusal-group_linked_elsewhere = This group is linked to another organization.
refusal-group_not_ready = This group is not ready to be linked. Send /start in the group and try again, or ask an admin of the group to use the link.
refusal-bot_muted = The bot may not write in this group. Ask its admin to lift the restriction.
refusal-too_many_attempts = Too many attempts. Try again in an hour.
refusal-link_code_unknown = This link is not known, and the group was not linked. Make a new one in the panel.
refusal-link_code_spent = This link has been used already. Make a new one for this group in the panel.
refusal-link_code_expired = This link has expired. Make a new one in the panel.
refusal-telegram_unavailable = Telegram isn’t responding. Try again a little later.
refusal-storage_full = There is no room for files right now. Send it without attachments, or try again later.
refusal-storage_quota_exceeded = Your organization’s attachments take all the space they may. Send it without attachments.
refusal-storage_unavailable = The file can’t be stored right now. Try again a little later.

### sms

sms-status-titled = Kubit Support: { $ref } “{ $title }”: { $status }
sms-status = Kubit Support: ticket { $ref } is now “{ $status }”.

### pages

page-product = Kubit Support
page-title = { $page } · Kubit Support
page-skip = Skip to content
page-sections = Support sections
page-nav-tickets = Tickets
page-nav-new = New ticket
page-nav-telegram = Telegram bot
page-sign-out = Sign out
page-enter = Enter support
page-enter-text = You are signing in as { $person }.
page-enter-instead = { $other } is signed in to this browser now. If you continue, { $person } takes their place.
page-enter-button = Continue
page-enter-stay = Not now
page-back = Back
page-required = All fields except attachments are required.
page-telegram-away = Telegram has been out of our reach since { $since }. Tickets and messages are kept here, and reach Telegram when the connection is back.
page-live-lost = Connection lost; trying again…
page-live-back = Connected again.
page-live-message = A new message from support has arrived.
page-live-status = The ticket’s status has changed.
page-size-bytes = { $size } B
page-size-kilobytes = { NUMBER($size, maximumFractionDigits: 0) } kB
page-size-megabytes = { NUMBER($size, maximumFractionDigits: 1) } MB

page-done-opened = Ticket { $ref } was opened.
page-done-sent = Your message was sent.
page-done-closed = Ticket { $ref } was closed.
page-done-reopened = Ticket { $ref } is open again.
page-done-was_closed = This ticket is already closed.
page-done-was_open = This ticket is already open.
page-done-linked = The group is active; a welcome message is on its way to it.
page-done-linked_muted = The group is linked, but the bot may not write there. Ask its admin to lift the bot’s restriction.
page-done-was_linked = This group is already linked to your organization.
page-done-unlinked = The group was unlinked.

page-list-title = Tickets
page-list-search = Search title, text and reference
page-list-search-button = Search
page-list-apply = Apply
page-list-clear = Clear filters
page-list-remove = Remove the filter { $name }
page-list-sort = Sort by
page-list-sort--updatedAt = Last update: newest first
page-list-sort-updatedAt = Last update: oldest first
page-list-sort--createdAt = Created: newest first
page-list-sort-createdAt = Created: oldest first
page-list-sort--ref = Reference: high to low
page-list-sort-ref = Reference: low to high
page-list-sort-priority = Priority: high to low
page-list-sort--priority = Priority: low to high
page-list-column-ref = Reference
page-list-column-title = Title
page-list-column-priority = Priority
page-list-column-category = Category
page-list-column-updatedAt = Last update
page-list-column-status = Status
page-list-column-actions = Actions
page-list-time = { $time }
page-list-actions = Actions for ticket { $ref }
page-list-open = View ticket
page-list-close = Close ticket
page-list-reopen = Reopen ticket
page-list-range = Showing { $first } to { $last } of { $total }
page-list-range-none = Nothing to show
page-list-rows = { $count } rows
page-list-page-size = Rows per page
page-list-pager = Pages of the list
page-list-page = Page { $page }
page-list-previous = Previous page
page-list-next = Next page
page-list-empty-title = No tickets yet
page-list-empty-text = Write down your question or problem; support’s reply reaches you here and in your organization’s Telegram group.
page-list-empty-telegram = Link a Telegram group
page-list-nothing-title = No ticket matches
page-list-nothing-text = Search for another word, or clear the filters.
page-list-beyond-title = This page has no tickets
page-list-beyond-text = The list has fewer pages than this.
page-list-first = Go to the first page

page-close-title = Close ticket

page-new-title = New ticket
page-new-field-title = Title
page-new-field-title-hint = Say in one line what has happened.
page-new-field-category = Category
page-new-field-priority = Priority
page-new-field-description = Description
page-new-field-description-placeholder = Describe it in full detail…
page-new-field-files = Attachments
page-new-count = { $used } of { $max } characters
page-new-submit = Open ticket
page-new-cancel = Cancel
page-new-faults = The ticket was not opened. Please correct what is marked.

page-files-drop = Drop your files here, or click to choose them
page-files-rule = { -file-types } only, under 10 MB each, 10 files at most.
page-files-remove = Remove { $name }
page-files-progress = Uploading: { $percent }%
page-files-again = Choose the files again; the browser does not keep them.
page-files-type = { $name } can’t be attached. Send only { -file-types }.
page-files-content = { $name } can’t be attached: it is broken, or it isn’t a { -file-types }.
page-files-size = { $name } is too big. Send a file under 10 MB.
page-files-empty = { $name } is empty.
page-files-count = You can attach { $count } files at most.
page-files-refused = Remove the marked files or choose others, then send.
page-files-offline = The server could not be reached. Send it again; it will not be stored twice.
page-form-renewed = You have signed in again since you opened this page, so nothing was sent yet. Check what you wrote and send it again.
page-form-signed-out = Your session has ended, but what you wrote stays here. Open support from the panel in another tab, then send it again.
page-form-other-user = Somebody else is signed in to this browser now, so nothing was sent. Copy your text and reload the page.

page-field-empty = Please fill this in.
page-field-choose = Please choose one.
page-field-too_long = Write { $max } characters at most; it has { $used } now.
page-field-message-empty = The message is empty. Write something or attach a file.

page-ticket-title = { $ref } · { $title }
page-ticket-conversation = Conversation
page-ticket-details = Ticket details
page-ticket-ref = Reference
page-ticket-created = Created
page-ticket-updated = Last update
page-ticket-assignee = Assignee
page-ticket-assignee-none = Unassigned
page-ticket-creator = Opened by
page-ticket-source = Opened from
page-ticket-source-telegram = Telegram
page-ticket-source-panel = Panel
page-ticket-auto-close = If you don’t reply, this ticket closes automatically on { $at }.
page-ticket-files = Files
page-ticket-files-empty = No files have been shared.
page-ticket-files-empty-text = Files shared in this ticket are shown here.
page-ticket-older = Older messages
page-ticket-newer = Newer messages
page-ticket-nameless = No name
page-ticket-edited = edited
page-ticket-edited-at = Edited on { $at }
page-ticket-support = Support
page-ticket-image = Image { $name }
page-ticket-file-waiting = This file hasn’t arrived from Telegram yet.
page-ticket-file-unavailable = This file is no longer available.
page-ticket-answer = Your reply
page-ticket-answer-placeholder = Write your message…
page-ticket-attach = Attach files
page-ticket-send = Send
page-ticket-send-hint = Ctrl+Enter sends.
page-ticket-closed = The ticket is closed. Click to reopen it.

page-event-created = { $name } opened the ticket
page-event-taken = { $name } started working on it
page-event-agent_message = Support replied
page-event-customer_message = { $name } replied
page-event-no_reply = Closed automatically: no reply from the customer
page-event-closed_by_customer = { $name } closed the ticket
page-event-closed_by_agent = { $name } (support) closed the ticket
page-event-reopened_by_customer = { $name } reopened the ticket
page-event-reopened_by_agent = { $name } (support) reopened the ticket

page-delivery-queued = Sending
page-delivery-queued-until = Telegram asked us to wait; it arrives by { $until }
page-delivery-sent = Delivered
page-delivery-failed = Did not reach support: { $reason }
page-delivery-bot_removed = the bot is not in the support group. Your message is kept here and sent when the bot is back.
page-delivery-chat_gone = the support group can’t be reached on Telegram. Your message is kept here; please call support.
page-delivery-no_rights = the bot may not send this in the support group. Your message is kept here.
page-delivery-file_unavailable = the attachment is no longer available. Send it again.
page-delivery-refused = Telegram refused this message. Write it in another way and send it again.

page-telegram-title = Telegram link
page-telegram-on = Linked
page-telegram-off = Not linked
page-telegram-suspended = Suspended
page-telegram-one-tap = Add the bot to your group and link it with one button; there is no ID to copy. The link works once, within an hour.
page-telegram-add = Add the bot to a group
page-telegram-id = Group ID
page-telegram-example = Example: { $example }
page-telegram-id-hint = Copy the ID from the bot’s message in the group.
page-telegram-activate = Activate
page-telegram-activate-anyway = Link it anyway
page-telegram-groups = Linked groups
page-telegram-groups-empty = No group is linked yet. Follow the two steps of the guide, and tickets reach your Telegram group too.
page-telegram-group-active = Active
page-telegram-group-suspended = Suspended
page-telegram-group-bot_removed = The bot was removed from the group. Add it again, and the link resumes automatically.
page-telegram-group-group_deleted = This group was deleted on Telegram. Unlink it and activate another one.
page-telegram-group-since = Active since { $at }
page-telegram-unlink = Unlink
page-telegram-unlink-of = Unlink the group { $title }
page-telegram-unlink-ask = Unlink the group { $title }? Support’s replies will no longer reach it; the tickets stay in the panel.
page-telegram-admins = Only admins of the organization link and unlink groups.
page-telegram-bot = Bot username
page-telegram-bot-unknown = Telegram isn’t responding, so the bot’s name is not available. Reload the page a little later.
page-telegram-copy = Copy
page-telegram-copied = Copied
page-telegram-go = Open the bot in Telegram
page-telegram-refused-id = This is not a group’s ID. It is a negative number such as { $example }; copy it from the bot’s message in the group.
page-telegram-refused-bot_not_in_group = The bot is not in this group. Follow step one of the guide and add the bot to the group, then press “Activate” again.
page-telegram-refused-group_not_ready = Send /start in the group and try again.
page-telegram-refused-bot_muted = The bot is restricted in this group and may not write there, so messages won’t reach it. Ask the group’s admin to lift the restriction and press “Activate” again.
page-telegram-refused-too_many_attempts = Your organization has made too many failed attempts. Try again in an hour.
page-telegram-refused-group_linked_elsewhere = This group is linked to another organization. An admin of the group can free it there with the button “Unlink this group” under the bot’s welcome message.
page-telegram-refused-telegram_unavailable = Telegram isn’t responding, and nothing was changed. Press “Activate” again a little later.
page-guide-title = How to open tickets from Telegram
page-guide-one = Step one: add the support bot to your Telegram group
page-guide-one-text = Copy the bot’s username. In Telegram open your group’s page, press “Add members”, search for the username and add the bot.
page-guide-two = Step two: on this page, enter the ID that the bot sends
page-guide-two-text = The bot writes the ID in the group. Tap it to copy it, put it into “Group ID” and press “Activate”.
page-guide-picture-group = Picture: “Add members” on the group’s page
page-guide-picture-add = Picture: searching for the bot’s username and choosing it
page-guide-picture-id = Picture: the bot’s message in the group with the group’s ID
page-guide-picture-linked = Picture: the bot’s message once the group is active
page-guide-group = Your company’s group
page-guide-members = 3 members
page-guide-add-members = Add members
page-guide-done = Add
page-guide-bot = bot

page-error-signed_out = Your session has ended
page-error-signed_out-text = Open support from the panel again to see your tickets.
page-error-forbidden = This is not allowed
page-error-forbidden-text = This request did not come from our page, and nothing was changed. Reload the page and try again.
page-error-admins = Only an admin of the organization can do this
page-error-admins-text = Nothing was changed. Ask an admin of your organization to do it.
page-error-not_found = Page not found
page-error-not_found-text = Your organization has no such ticket, or the address is wrong.
page-error-method = This address can’t be opened directly
page-error-method-text = Start from the list of tickets.
page-error-invalid = The request is not valid
page-error-invalid-text = Nothing was changed. Go back and try again.
page-error-conflict = This is no longer possible
page-error-conflict-text = Things have changed in the meantime. Reload the page.
page-error-too_large = The request is too large
page-error-too_large-text = Each file must be under 10 MB. Nothing was saved; go back and send a smaller one.
page-error-unsupported = This kind of file is not accepted
page-error-unsupported-text = Send { -file-types } only. Nothing was saved.
page-error-rate_limited = Too many requests
page-error-rate_limited-text = Wait a little and reload the page.
page-error-internal = Something went wrong on our side
page-error-internal-text = Try again a little later. If it happens again, give support this ID: { $id }
page-error-unavailable = Temporarily unavailable
page-error-unavailable-text = A service we depend on is not responding. Try again a little later.
page-error-home = Go to the tickets

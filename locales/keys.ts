/** Written by `npm run locale-keys` from fa.ftl: the variables each text needs. */
export interface MessageVariables {
  'date-day': 'day' | 'month' | 'year'
  'date-moment': 'day' | 'month' | 'time' | 'year'
  'ticket-status-awaiting_response': never
  'ticket-status-in_progress': never
  'ticket-status-awaiting_customer': never
  'ticket-status-closed': never
  'ticket-priority-critical': never
  'ticket-priority-urgent': never
  'ticket-priority-high': never
  'ticket-priority-normal': never
  'ticket-priority-low': never
  'ticket-category-activation': never
  'ticket-category-technical': never
  'ticket-category-financial': never
  'ticket-category-sales': never
}

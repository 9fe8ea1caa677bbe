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
  'api-invalid_request': never
  'api-invalid_request-detail': never
  'api-unauthenticated': never
  'api-unauthenticated-detail': never
  'api-forbidden': never
  'api-forbidden-detail': never
  'api-not_found': never
  'api-not_found-detail': never
  'api-method_not_allowed': never
  'api-method_not_allowed-detail': never
  'api-bot_not_in_group': never
  'api-bot_not_in_group-detail': never
  'api-group_linked_elsewhere': never
  'api-group_linked_elsewhere-detail': never
  'api-ticket_closed': never
  'api-ticket_closed-detail': never
  'api-ticket_open': never
  'api-ticket_open-detail': never
  'api-already_taken': never
  'api-already_taken-detail': never
  'api-payload_too_large': never
  'api-payload_too_large-detail': never
  'api-unsupported_media_type': never
  'api-unsupported_media_type-detail': never
  'api-idempotency_key_reused': never
  'api-idempotency_key_reused-detail': never
  'api-rate_limited': never
  'api-rate_limited-detail': never
  'api-telegram_unavailable': never
  'api-telegram_unavailable-detail': never
  'api-sign_in_unavailable': never
  'api-sign_in_unavailable-detail': never
  'api-internal_error': never
  'api-internal_error-detail': never
  'api-field-required': never
  'api-field-empty': never
  'api-field-too_long': 'max'
  'api-field-not_allowed': 'values'
  'api-field-invalid': never
  'api-field-invalid_group_id': 'example'
}

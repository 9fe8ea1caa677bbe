import { etag, RETAINED_304_HEADERS } from 'hono/etag'

/**
 * Gives what is read a weak `ETag` of its content, or keeps the one it has; a caller who names it in `If-None-Match`
 * gets a 304 without a body. A response without a tag is read to its end, so no endless stream may pass.
 */
export const entityTags = etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, 'X-Request-Id'] })

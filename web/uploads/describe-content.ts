import { z } from '@hono/zod-openapi'
import { FILES_MAX } from '../../core/files/file-rules.ts'

const filesSchema = z
  .array(z.file())
  .max(FILES_MAX)
  .optional()
  .openapi({
    type: 'array',
    items: { type: 'string', contentMediaType: 'application/octet-stream' },
    maxItems: FILES_MAX,
    description: 'PNG, JPG, JPEG, PDF or TXT, each under 10 MB, by content',
  })

/** A body that is JSON, or a form of the same fields with files beside them, for a route's description. */
export function contentBody(json: z.ZodObject, form: z.ZodObject) {
  return {
    required: true,
    content: {
      'application/json': { schema: json },
      'multipart/form-data': { schema: form.extend({ files: filesSchema }) },
    },
  } as const
}

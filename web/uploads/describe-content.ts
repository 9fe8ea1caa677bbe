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
    description:
      'PNG, JPG, JPEG, PDF or text (TXT, LOG, CSV, JSON, YAML, MD, CONF, INI, XML, SQL; UTF-8, UTF-16 or Windows-1256), ' +
      'each under 10 MB. The setting `ATTACHMENT_TYPES` may add ZIP, GZ, DOCX, XLSX, PPTX, MP4 and HEIC. The content ' +
      'decides the type, not the name.',
  })

/** A body for a route's description: JSON, or a form with the same fields and files. */
export function contentBody(json: z.ZodObject, form: z.ZodObject) {
  return {
    required: true,
    content: {
      'application/json': { schema: json },
      'multipart/form-data': { schema: form.extend({ files: filesSchema }) },
    },
  } as const
}

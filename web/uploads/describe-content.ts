import { z } from 'zod'
import { FILES_MAX } from '../../core/files/file-rules.ts'

const filesSchema = z.array(z.file()).max(FILES_MAX).optional().meta({
  description: 'PNG, JPG, JPEG, PDF or TXT, each under 10 MB, by content',
})

/** A body that is JSON, or a form of the same fields with files beside them, for a route's description. */
export function contentBody<Json extends z.ZodObject, Form extends z.ZodObject>(json: Json, form: Form) {
  return {
    required: true,
    content: {
      'application/json': { schema: json },
      'multipart/form-data': { schema: form.extend({ files: filesSchema }) },
    },
  } as const
}

import type { FC } from 'hono/jsx'
import { FILE_MAX_BYTES, FILES_MAX } from '../../../core/files/file-rules.ts'
import type { SignedInView } from '../view/view.ts'
import { Fault } from './fault.tsx'

/** Scripts replace this with the name of a file. */
const NAME = '%name%'

/** The parts of a file picker: the list of chosen files, their faults, and the input itself. */
export function filePicker(
  { t, accepted }: SignedInView,
  faults: readonly string[] | undefined,
): Readonly<Record<'List' | 'Faults' | 'Field', FC>> {
  return {
    List: () => (
      <ul class="picked files" data-picked hidden data-remove={t('page-files-remove', { name: NAME })}></ul>
    ),
    Faults: () => <Fault id="files-fault" words={faults} />,
    Field: () => (
      <input
        type="file"
        name="files"
        multiple
        accept={accepted.map((extension) => `.${extension}`).join(',')}
        aria-describedby="files-fault"
        aria-invalid={faults ? 'true' : undefined}
        data-files
        data-max-bytes={FILE_MAX_BYTES}
        data-max-files={FILES_MAX}
        data-type-fault={t('page-files-type', { name: NAME })}
        data-size-fault={t('page-files-size', { name: NAME })}
        data-empty-fault={t('page-files-empty', { name: NAME })}
        data-count-fault={t('page-files-count', { count: FILES_MAX })}
        data-refused={t('page-files-refused')}
      />
    ),
  }
}

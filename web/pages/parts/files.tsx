import type { FC } from 'hono/jsx'
import type { Attachment } from '../../../core/files/attachment.ts'
import type { View } from '../view/view.ts'
import { Icon } from './icons.tsx'

const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** The files of a message: images are shown, other files are cards. */
export const Files: FC<{ view: View; files: readonly Attachment[] }> = ({ view, files }) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map((file) => (
        <li>
          {isPicture(file) ? <Picture view={view} file={file} /> : <FileCard view={view} file={file} />}
        </li>
      ))}
    </ul>
  )

const Picture: FC<{ view: View; file: Attachment }> = ({ view, file }) => (
  <a class="picture" href={addressOf(file)} target="_blank" rel="noopener">
    <img src={addressOf(file)} alt={view.t('page-ticket-image', { name: file.name })} loading="lazy" />
  </a>
)

/** A file's name and size; without a link, and with the reason, if it can't be opened. */
export const FileCard: FC<{ view: View; file: Attachment }> = ({ view, file }) => {
  const words = (
    <>
      <Icon name={file.bytes === 'stored' ? 'file' : 'clock'} />
      <span>
        <bdi>{file.name}</bdi>
        <small>
          {file.bytes === 'stored' ? sizeWords(view, file.size) : view.t(`page-ticket-file-${file.bytes}`)}
        </small>
      </span>
    </>
  )
  if (file.bytes !== 'stored') {
    return (
      <span class="file row" data-poll={file.bytes === 'waiting' || undefined}>
        {words}
      </span>
    )
  }
  return (
    <a class="file row" href={addressOf(file)} target="_blank" rel="noopener">
      {words}
    </a>
  )
}

function isPicture({ bytes, type }: Attachment): boolean {
  return bytes === 'stored' && SHOWN.has(type)
}

function addressOf({ id }: Attachment): string {
  return `/api/v1/attachments/${encodeURIComponent(id)}`
}

/** A size in bytes, in the unit that people would use. */
function sizeWords({ t }: View, size: number): string {
  if (size < 1_000) return t('page-size-bytes', { size })
  if (size < 1_000_000) return t('page-size-kilobytes', { size: size / 1_000 })
  return t('page-size-megabytes', { size: size / 1_000_000 })
}

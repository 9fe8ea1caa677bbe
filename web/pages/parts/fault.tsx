import type { FC } from 'hono/jsx'
import { Icon } from './icons.tsx'

/** What is wrong with a field, in its place beside it; an empty place waits for what a script finds. */
export const Fault: FC<{ id: string; words: readonly string[] | undefined }> = ({ id, words = [] }) => (
  <div id={id} class="fault" role="alert" data-fault>
    {words.map((each) => (
      <p class="row">
        <Icon name="alert" />
        <span>{each}</span>
      </p>
    ))}
  </div>
)

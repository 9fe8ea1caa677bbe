import type { FC } from 'hono/jsx'
import { Icon } from './icons.tsx'

/** Says what is wrong with a field. It is there without a fault too: scripts put the faults that they find into it. */
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

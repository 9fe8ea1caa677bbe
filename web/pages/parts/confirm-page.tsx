import type { FC } from 'hono/jsx'
import { Hidden } from '../forms/hidden.tsx'
import { Shell, type Section } from './shell.tsx'
import type { SignedInView } from '../view/view.ts'

interface Props {
  readonly view: SignedInView
  readonly section: Section | null
  readonly title: string
  readonly question: string
  /** Where the answer yes is posted, and where no leads. */
  readonly action: string
  readonly back: string
}

/** A question before something is done; with the script it is asked in a dialog instead. */
export const ConfirmPage: FC<Props> = ({ view, section, title, question, action, back }) => (
  <Shell view={view} title={title} section={section}>
    <form class="card confirm" method="post" action={action}>
      <Hidden view={view} />
      <h1>{title}</h1>
      <p>{question}</p>
      <div class="buttons">
        <a class="button quiet" href={back}>
          {view.t('button-dismiss')}
        </a>
        <button class="button primary">{view.t('button-confirm')}</button>
      </div>
    </form>
  </Shell>
)

import type { FC } from 'hono/jsx'
import { Hidden } from '../forms/hidden.tsx'
import { Shell, type Section } from './shell.tsx'
import type { SignedInView } from '../view/view.ts'

interface Props {
  readonly view: SignedInView
  readonly section: Section | null
  readonly title: string
  readonly question: string
  /** Where the form is posted on yes, and the page that no leads back to. */
  readonly action: string
  readonly back: string
}

/** Asks before something is done. With scripts, a dialog asks instead. */
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

import { createChat } from './chat.js'
import { avatar, el, show } from './dom.js'
import { createPane } from './pane.js'
import { personWith } from './store.js'
import { t } from './texts.js'

/** The support team's group, on the agent's computer. */
export function createStaff() {
  const chat = createChat('staff')
  const agent = el('.agent')
  const element = createPane('staff', agent, el('.window', {}, chat.element))
  return {
    element,
    update(view) {
      const { id } = personWith(view, 'agent')
      show(agent, [{ id, called: t('name-agent') }], { key: (item) => item.id, make: agentElement })
      chat.update(view)
    },
  }
}

function agentElement({ id, called }) {
  return el('.writes', {}, avatar(id, called), el('b', {}, called), el('small', {}, t('role-agent')))
}

import { el, icon, show } from '../dom.js'
import { change } from '../store.js'
import { numberText, t } from '../texts.js'
import { createHands } from './hands.js'
import { createPlayer } from './player.js'
import { SCENES } from './scenes.js'

const KEY = 'kubit-sandbox-story'

/** The strip that offers to play the story, and tells it while it plays. */
export function createBand({ panel }) {
  const buttons = el('.band-buttons')
  const caption = el('.caption', { 'aria-live': 'polite' })
  const track = el('.track', { 'aria-hidden': 'true' })
  const element = el('section.band', { 'aria-label': t('story') }, buttons, caption, track)
  const player = createPlayer({
    scenes: SCENES,
    stage: (pace) => createHands(pace, { panel }),
    onChange: draw,
  })
  draw(player.now())

  function draw(now) {
    const { status, index, speed, late } = now
    const runs = status === 'playing' || status === 'paused'
    const scene = SCENES[index]
    const pane = runs ? scene.pane : undefined
    if (document.body.dataset.acting !== (pane ?? '')) {
      document.body.dataset.acting = pane ?? ''
      if (pane) change({ tab: pane })
    }
    if (status === 'done') localStorage.setItem(KEY, 'seen')
    element.dataset.status = status
    element.classList.toggle('first', status === 'idle' && localStorage.getItem(KEY) === null)
    show(buttons, controls({ status, speed }), { key: ({ name }) => name, make: button })
    show(caption, [words({ status, index, late })], { key: () => 'words', make: captionElement })
    show(
      track,
      SCENES.map(({ name }, place) => ({
        name,
        mark: status === 'done' || (runs && place < index) ? 'past' : runs && place === index ? 'now' : '',
      })),
      { key: ({ name }) => name, make: ({ mark }) => el(`i${mark && `.${mark}`}`) },
    )
  }

  function controls({ status, speed }) {
    if (status !== 'playing' && status !== 'paused') {
      return [{ name: 'play', label: status === 'idle' ? 'story-play' : 'story-again', main: true }]
    }
    return [
      status === 'paused'
        ? { name: 'resume', label: 'story-resume', image: 'play' }
        : { name: 'pause', label: 'story-pause' },
      { name: 'next', label: 'story-next' },
      { name: 'stop', label: 'story-stop' },
      { name: 'speed', label: speed === 'fast' ? 'story-fast' : 'story-normal', speed },
    ]
  }
  function button({ name, label, main, image, speed }) {
    const act = {
      play: player.play,
      resume: player.resume,
      pause: player.pause,
      next: player.next,
      stop: player.stop,
      speed: () => player.setSpeed(speed === 'fast' ? 'normal' : 'fast'),
    }[name]
    const look = main ? 'primary' : 'soft'
    return el(
      `button.${look}.story-${name}`,
      { type: 'button', onclick: act, title: t(label), 'aria-pressed': speed && String(speed === 'fast') },
      !speed && icon(image ?? name),
      el('span', {}, t(label)),
    )
  }

  function words({ status, index, late }) {
    if (status === 'idle') return { title: t('story-offer'), why: t('story-offer-why') }
    if (status === 'done') return { title: t('story-end'), why: t('story-end-why') }
    if (status === 'failed') return { title: t('story-failed'), why: t(`late-${late}`), bad: true }
    const { name } = SCENES[index]
    return {
      step: `${numberText(index + 1)}/${numberText(SCENES.length)}`,
      title: t(`scene-${name}`),
      why: late ? `${t('story-late')} ${t(`late-${late}`)}` : t(`scene-${name}-why`),
      bad: late !== undefined,
    }
  }
  function captionElement({ step, title, why, bad }) {
    return el(
      `div${bad ? '.bad' : ''}`,
      {},
      el('b', {}, step && el('span.step', {}, step), title),
      el('p', {}, why),
    )
  }

  return { element }
}

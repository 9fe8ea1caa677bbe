import type { FC } from 'hono/jsx'

/** SVG paths on a grid of 24 by 24. They are drawn as lines, or filled if they begin with `!`. */
const PATHS = {
  plus: 'M12 5v14M5 12h14',
  search: 'M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l4.5 4.5',
  dots: '!M12 4a1.6 1.6 0 1 0 .01 0M12 10.4a1.6 1.6 0 1 0 .01 0M12 16.8a1.6 1.6 0 1 0 .01 0',
  close: 'M12 3a9 9 0 1 0 .01 0M9 9l6 6M15 9l-6 6',
  reopen: 'M4 5v5h5M4.6 10a8 8 0 1 1-.4 4',
  view: 'M3 12c2.4-4.2 5.4-6.3 9-6.3s6.6 2.1 9 6.3c-2.4 4.2-5.4 6.3-9 6.3s-6.6-2.1-9-6.3M12 9.4a2.6 2.6 0 1 0 .01 0',
  clip: 'M19.5 11.5l-7.6 7.6a4.7 4.7 0 0 1-6.7-6.7l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7.1-7.1',
  send: '!M3.5 20.5L21 12 3.5 3.5l1.8 6.6L14 12l-8.7 1.9z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3 2',
  alert: 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5v5.5M12 16.5v.01',
  file: 'M6.5 3h7.5l4.5 4.5V21h-12zM13.5 3.5V8h4.5',
  back: 'M9.5 5.5L16 12l-6.5 6.5',
  copy: 'M9 9h10.5v11H9zM5.5 15.5H4.5v-11H15v1',
  away: 'M14 4h6v6M20 4l-9 9M17.5 14v6H4V6.5h6',
  down: 'M6.5 9.5l5.5 5.5 5.5-5.5',
  remove: 'M6 6l12 12M18 6L6 18',
  plane:
    '!M21.4 3.6L2.9 10.8c-1 .4-1 1.7.1 2l4.7 1.4 1.8 5.5c.3.9 1.4 1.1 2 .4l2.5-2.8 4.6 3.4c.7.5 1.7.1 1.9-.7L23 5c.2-1-.7-1.7-1.6-1.4M9.2 14.7l8-6.8-6.6 7.9-.2 2.5z',
  group:
    'M9 5a3.5 3.5 0 1 0 .01 0M2.5 19.5c.5-4 3-6 6.5-6s6 2 6.5 6M16 5.3a3.3 3.3 0 0 1 0 6.4M18 14c2 .7 3.2 2.5 3.5 5.5',
  person: 'M12 4.5a3.75 3.75 0 1 0 .01 0M4.5 20c.6-4.2 3.4-6.2 7.5-6.2s6.9 2 7.5 6.2',
  inbox: 'M3.5 13.5l3-8.5h11l3 8.5V19h-17zM3.5 13.5H8.5c.3 2 1.5 3 3.5 3s3.2-1 3.5-3h5',
  low: 'M12 2.5a9.5 9.5 0 1 0 .01 0M8 10.5l4 4 4-4',
  normal: 'M12 2.5a9.5 9.5 0 1 0 .01 0M8 12h8',
  high: 'M12 2.5a9.5 9.5 0 1 0 .01 0M8 13.5l4-4 4 4',
  urgent: 'M12 2.5a9.5 9.5 0 1 0 .01 0M8 11.5l4-4 4 4M8 16l4-4 4 4',
  critical: 'M12 2.5a9.5 9.5 0 1 0 .01 0M12 7v6M12 16.8v.01',
} as const

export type IconName = keyof typeof PATHS

/** All drawings, once in each page; `Icon` refers to them. */
export const Icons: FC = () => (
  <svg hidden>
    {Object.entries(PATHS).map(([name, path]) => (
      <symbol id={`i-${name}`} viewBox="0 0 24 24">
        {path.startsWith('!') ? (
          <path d={path.slice(1)} fill="currentColor" stroke="none" />
        ) : (
          <path d={path} />
        )}
      </symbol>
    ))}
  </svg>
)

/** One of the drawings. Screen readers skip it, so words have to say what it means. */
export const Icon: FC<{ name: IconName; class?: string }> = ({ name, class: extra }) => (
  <svg class={extra ? `icon ${extra}` : 'icon'} aria-hidden="true">
    <use href={`#i-${name}`} />
  </svg>
)

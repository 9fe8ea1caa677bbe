/** By how much each speed shortens the times that are written in the scenes. */
const FACTORS = { normal: 1, fast: 5 }
const TICK_MS = 40
/** After this long the story says what it waits for; after `PATIENCE` times as long it fails. */
const LATE_MS = 12_000
const PATIENCE = 10

/** Thrown out of a scene when somebody has stopped the story. */
class Stopped extends Error {}

/** Thrown when a scene has waited too long; `what` names what for. */
class Stuck extends Error {
  constructor(what) {
    super(`the story waits for ${what}`)
    this.what = what
  }
}

/**
 * Plays scenes one after the other. `onChange` hears of each step; a scene gets `stage(pace)`, and with `pace` it
 * rests and waits in a way that can be paused, hurried and stopped.
 */
export function createPlayer({ scenes, stage, onChange }) {
  let now = { status: 'idle', index: 0, speed: 'normal', hurried: false, late: undefined }
  let run = 0

  function set(patch) {
    now = { ...now, ...patch }
    onChange(now)
  }

  /** How one run of the story rests and waits. Both throw when that run was stopped. */
  function createPace(mine) {
    const check = () => {
      if (mine !== run) throw new Stopped()
    }
    async function tick() {
      check()
      await new Promise((resolve) => setTimeout(resolve, TICK_MS))
      check()
    }
    return {
      isHurried: () => now.hurried || now.speed === 'fast',
      /** Gives people time to look. */
      async rest(ms) {
        let left = ms
        let before = performance.now()
        while (now.status === 'paused' || (left > 0 && !now.hurried)) {
          await tick()
          const after = performance.now()
          if (now.status !== 'paused') left -= (after - before) * FACTORS[now.speed]
          before = after
        }
        check()
      },
      /** Waits for the product; resolves with what `look` finds. */
      async until(what, look) {
        let waited = 0
        for (;;) {
          const before = performance.now()
          const found = await look()
          check()
          if (found && now.status !== 'paused') {
            if (now.late) set({ late: undefined })
            return found
          }
          await tick()
          if (now.status === 'paused') continue
          waited += performance.now() - before
          if (waited > LATE_MS && !now.late) set({ late: what })
          if (waited > LATE_MS * PATIENCE) throw new Stuck(what)
        }
      },
    }
  }

  async function play() {
    const mine = ++run
    const hands = stage(createPace(mine))
    set({ status: 'playing', index: 0, late: undefined })
    try {
      for (const [index, scene] of scenes.entries()) {
        if (scene.skip && (await scene.skip(hands))) continue
        set({ index, hurried: false })
        await scene.play(hands)
      }
      set({ status: 'done' })
    } catch (error) {
      if (error instanceof Stopped) return
      console.warn(error)
      run++
      set({ status: 'failed', late: error instanceof Stuck ? error.what : 'step' })
    }
  }

  return {
    now: () => now,
    play: () => void play(),
    pause: () => set({ status: 'paused' }),
    resume: () => set({ status: 'playing' }),
    /** Hurries through the rest of the scene. */
    next() {
      set({ status: 'playing', hurried: true })
    },
    stop() {
      run++
      set({ status: 'idle', late: undefined })
    },
    setSpeed: (speed) => set({ speed }),
  }
}

import type { ApiMethods, Opts } from '@grammyjs/types'
import type { Upload } from '../schema/check.ts'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** One request of one bot. */
export interface Call {
  world: World
  bot: BotAccount
}

type Method = keyof ApiMethods<Upload>
export type Params<M extends Method> = Opts<Upload>[M]

/** The functions that carry out the methods. Their parameters have passed the schema. */
export type Handlers = { [M in Method]?: (call: Call, params: Params<M>) => unknown }

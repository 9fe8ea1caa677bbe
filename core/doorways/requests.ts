/** What is known of a key when a request comes in under it. */
export type Begun =
  | { readonly kind: 'new' }
  /** The first response; a null status means that the first request has no response yet, or was cut off. */
  | { readonly kind: 'repeat'; readonly status: number | null; readonly body: unknown }
  /** The key was used for another request. */
  | { readonly kind: 'mismatch' }

/** A panel user, whose name the response may say: it is dropped when they are forgotten. */
export interface Requester {
  readonly organizationId: string
  readonly userId: string
}

/** Requests under a key, and their responses. */
export interface RequestStore {
  begin(key: string, fingerprint: string, whose: Requester): Promise<Begun>
  /** Keeps the response for repeats. */
  finish(key: string, status: number, body: unknown): Promise<void>
  /** Deletes requests that began before an instant. */
  prune(before: Date): Promise<void>
}

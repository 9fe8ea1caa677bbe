/** The index of the words by which tickets are found. Changed tickets are indexed later than they are stored. */
export interface SearchStore {
  /** Indexes up to `limit` changed tickets, of one organization (its latest) or of all; returns how many. */
  catchUp(limit: number, organizationId?: string): Promise<number>
}

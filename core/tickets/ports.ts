/** The index of the words by which tickets are found; it follows what is stored. */
export interface SearchStore {
  /** Indexes up to `limit` changed tickets, of one organization (its latest) or of all; returns how many. */
  catchUp(limit: number, organizationId?: string): Promise<number>
}

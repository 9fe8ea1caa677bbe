/** Small facts that the installation remembers, such as that the staff group was told about its missing topics. */
export interface SettingStore {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
}

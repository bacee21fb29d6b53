/** Who asks how often. Kept in memory, by process; what is kept of somebody goes when his time is over. */
export interface Limits {
  /** Counts a request of a client. @returns seconds to wait when it was one too many, else `undefined` */
  request(this: void, client: string): Promise<number | undefined>;
  /** Counts an authentication that failed, by the address it came from. @returns as `request` */
  failure(this: void, address: string): Promise<number | undefined>;
  /** Whether too many failed from there before. @returns as `request` */
  barred(this: void, address: string): Promise<number | undefined>;
}

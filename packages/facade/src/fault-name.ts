/** What the log says of something thrown: its name only, for a message may quote what was sent. */
export function faultName(fault: unknown): string {
  return fault instanceof Error ? fault.name : typeof fault;
}

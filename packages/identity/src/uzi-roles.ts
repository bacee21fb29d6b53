/** How a national code becomes a role of our policy table. */
export interface RoleCode {
  readonly code: string;
  /** Only at an organisation of this national type; absent: anywhere. */
  readonly at?: string;
  readonly role: string;
}

/** UZI role codes (CodeSystem 2.16.840.1.113883.2.4.15.111) that have a role in a wijkverband; the first row that fits decides.
 *  The list has no doktersassistent, POH, triagist, sociaal werker or wijkverpleegkundige: the first four come by another
 *  list or by registration, the last is the nurse (30.000) of a home care organisation (T2), the verzorgende there the VIG-er.
 *  A huisarts at the out-of-hours post (N6) acts for the post. */
// oxfmt-ignore
export const uziRoles: readonly RoleCode[] = [
  { code: "01.015", at: "N6", role: "post-huisarts" },
  { code: "01.015",           role: "huisarts" },
  { code: "01.004", at: "N6", role: "post-huisarts" },
  { code: "01.004",           role: "huisarts" },
  { code: "01.047",           role: "specialist-ouderengeneeskunde" },
  { code: "17.000",           role: "apotheker" },
  { code: "17.075",           role: "apotheker" },
  { code: "83.000",           role: "apothekersassistent" },
  { code: "81.000",           role: "physician-assistant" },
  { code: "30.065",           role: "verpleegkundig-specialist" },
  { code: "30.066",           role: "verpleegkundig-specialist" },
  { code: "30.067",           role: "verpleegkundig-specialist" },
  { code: "30.068",           role: "verpleegkundig-specialist" },
  { code: "30.069",           role: "verpleegkundig-specialist" },
  { code: "30.076",           role: "verpleegkundig-specialist" },
  { code: "30.000", at: "T2", role: "wijkverpleegkundige" },
  { code: "86.000", at: "T2", role: "verzorgende" },
];

/** The role key for `code` at an organisation of `organizationType`. A code without a row becomes `unmapped:<code>`:
 *  it names the caller in the audit and matches no row of the policy table, so a network can't hand out our role keys by
 *  writing them where a code belongs. */
export function roleOf(code: string, organizationType: string | undefined, roles: readonly RoleCode[]): string {
  const row = roles.find((candidate) => candidate.code === code && (candidate.at === undefined || candidate.at === organizationType));
  return row?.role ?? `unmapped:${code}`;
}

export const practiceTeam: readonly string[] = ["huisarts", "poh", "poh-ggz", "doktersassistent", "aios", "anios", "physician-assistant", "verpleegkundig-specialist"];
export const postRoles: readonly string[] = ["post-huisarts", "triagist"];
export const nursing: readonly string[] = ["wijkverpleegkundige", "verzorgende", "specialist-ouderengeneeskunde", "arts-vg"];
export const pharmacy: readonly string[] = ["apotheker", "apothekersassistent"];
export const emergencyRoles: readonly string[] = ["huisarts", "waarnemer", "post-huisarts", "triagist", "verpleegkundig-specialist", "physician-assistant", "apotheker", "wijkverpleegkundige"];

/** Who may be a member of a neighbourhood team: nursing, pharmacy, consultants and social work. */
export function takesCare(role: string): boolean {
  return nursing.includes(role) || pharmacy.includes(role) || role === "sociaal-werker";
}

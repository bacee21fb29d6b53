import type { ContactPoint, HumanName } from "hl7-fhir-r4-types";

/** How a person's name reads. */
export function nameText(names: readonly HumanName[] | undefined): string | undefined {
  const name = names?.find(({ use }) => use === "official") ?? names?.[0];
  if (!name) return undefined;
  const composed = [...(name.prefix ?? []), ...(name.given ?? []), name.family].filter((part) => part !== undefined).join(" ");
  return name.text ?? (composed === "" ? undefined : composed);
}

/** The numbers to ring, in order: lowest `rank` first; never fax, e-mail or an old one. */
export function phonesOf(telecom: readonly ContactPoint[] | undefined): readonly ContactPoint[] {
  const rank = (point: ContactPoint): number => point.rank ?? Number.MAX_SAFE_INTEGER;
  return (telecom ?? [])
    .filter(({ system, value, use }) => (system === "phone" || system === undefined) && value !== undefined && use !== "old")
    .toSorted((one, other) => rank(one) - rank(other));
}

/** The number to ring first. */
export function phoneOf(telecom: readonly ContactPoint[] | undefined): ContactPoint | undefined {
  return phonesOf(telecom)[0];
}

/** `YYYY-MM-DD...` as `D-M-YYYY`, as Dutch doctors write it; a time or shorter date is cut to what is there. */
export function dateText(value: string): string {
  const [year, month, day] = value.slice(0, 10).split("-");
  return [day, month, year].filter((part) => part !== undefined).map((part) => (part.length === 2 ? String(Number(part)) : part)).join("-");
}

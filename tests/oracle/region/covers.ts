import { profileUrl } from "@wijkverband/fhir";
import { concept, own } from "./codes.ts";
import type { Directory } from "./directory.ts";
import { drawPeriod, type Draft } from "./draft.ts";

/** Who may stand in for a huisarts, and some who may not: they gain nothing by it. */
const standIns: readonly string[] = ["huisarts", "waarnemer", "huisarts", "waarnemer", "praktijkmanager", "poh", "post-huisarts", "wijkverpleegkundige"];

/** Draws cover for huisartsen: roles at their practice, of somebody of there or of elsewhere, with and without an end, over, yet to come, or taken back. */
export function drawCovers(draft: Draft, { practices, colleagues }: Directory): void {
  const { random } = draft;
  for (const practice of practices) {
    const covered = colleagues.find(({ role, place }) => role === "huisarts" && place === practice);
    const count = random.whole(0, 2);
    for (let nth = 0; nth < count; nth++) {
      const role = random.pick(standIns);
      const by = random.pick(colleagues.filter((each) => each.role === role && each !== covered));
      const ends = random.chance(0.85);
      const period = drawPeriod(draft, { start: random.chance(0.5), end: ends });
      const content = {
        active: random.chance(0.9),
        period: ends ? period : { ...(period.start !== undefined && { start: period.start }) },
        practitioner: { reference: `Practitioner/persoon-${by.ref.slice("PractitionerRole/".length)}` },
        organization: { reference: practice.ref },
        code: [concept(own("rol"), "waarnemer")],
        extension: [
          {
            url: profileUrl("cover"),
            extension: [
              { url: "covered", valueReference: { reference: covered?.ref ?? "" } },
              { url: "by", valueReference: { reference: by.ref } },
            ],
          },
        ],
      };
      draft.keep("PractitionerRole", `${random.pick(["cover", "waarneming"])}-${practice.key}-${nth}`, withPeriod(content), { author: practice.ref });
    }
  }
}

/** A period without edges is no period. */
function withPeriod<T extends { readonly period: object }>({ period, ...content }: T): Record<string, unknown> {
  return { ...content, ...(Object.keys(period).length > 0 && { period }) };
}

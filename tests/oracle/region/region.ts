import type { RegionalBasis } from "@wijkverband/policy";
import { createRandom } from "../random.ts";
import { worldOf, type Kept, type World } from "../world.ts";
import { drawContacts, drawExplanations } from "./contacts.ts";
import { drawContent } from "./content.ts";
import { drawDirectory, professionalsOf } from "./directory.ts";
import { createDraft, night, type Draft } from "./draft.ts";
import { drawHandovers } from "./handovers.ts";
import { drawMoves } from "./moves.ts";
import { drawPerson, patientsOf } from "./people.ts";
import { drawTeam, drawWords } from "./sharing.ts";
import { drawTeamwork } from "./teamwork.ts";
import { drawRegistrationTasks, drawTasks } from "./tasks.ts";

const bases: readonly RegionalBasis[] = ["consent", "addressed", "practice-cover", "break-glass", "membership", "regional-post"];

/** Draws a small region: the same one for the same seed. */
export function drawRegion(seed: number): World {
  const random = createRandom(seed);
  const draft = createDraft(random);
  const directory = drawDirectory(draft);
  const people = Array.from({ length: random.whole(4, 8) }, (_, nth) => drawPerson(draft, directory, nth));
  for (const person of people) {
    drawTeam(draft, directory, person);
    drawContent(draft, directory, person);
    drawTeamwork(draft, directory, person);
    drawContacts(draft, directory, person);
    drawMoves(draft, directory, person);
    drawHandovers(draft, directory, person);
    drawTasks(draft, directory, person);
    drawWords(draft, directory, person);
  }
  drawRegistrationTasks(draft, directory);
  drawExplanations(draft, directory);
  const instants = [...draft.edges].flatMap((edge) => [edge - 1, edge, edge + 1]).filter((edge) => Math.abs(edge - night) < 800 * 86_400_000);
  return worldOf({
    seed,
    kept: draft.kept.map((kept) => withPast(draft, kept)),
    askers: [...professionalsOf(draft, directory), ...patientsOf(people)],
    bases: bases.filter((basis) => random.chance(basis === "membership" || basis === "regional-post" ? 0.35 : 0.85)),
    writtenAt: new Date(night - 86_400_000),
    instants: [night, night, night, ...instants].map((instant) => new Date(instant)),
  });
}

/** Some things had another text before, and some content was taken out. What makes ties stays, so that the region keeps its sense; a plan or a task may end that way. */
function withPast({ random }: Draft, kept: Kept): Kept {
  const now = kept.versions[0] ?? {};
  const directory = kept.patient === undefined;
  if (directory) return kept;
  const versions = random.chance(0.15) ? [{ ...now, language: "nl" }, now] : kept.versions;
  const deleted = !["Patient", "CareTeam", "RelatedPerson"].includes(kept.type) && random.chance(0.06);
  return { ...kept, versions, deleted };
}

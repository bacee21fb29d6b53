import type { Surroundings } from "@wijkverband/care";
import { bereikbaarheid } from "../people/willem.ts";
import * as wijk from "../people/wijk.ts";

/** All that decides who answers for Willem, as a server would have read it. */
export function rondWillem(changes: Partial<Surroundings> = {}): Surroundings {
  const [people, roles] = [[wijk.evaFictief(), wijk.basVerzonnen(), wijk.wilProefneming()].map(([, person]) => person), [wijk.evaFictief(), wijk.basVerzonnen(), wijk.wilProefneming()].map(([role]) => role)];
  return {
    team: wijk.huisartsteamWillem(),
    practice: wijk.praktijkVoorbeeldstraat(),
    practiceHours: wijk.praktijkuren(),
    gpAvailability: [bereikbaarheid()],
    roles,
    practitioners: people,
    affiliations: wijk.verbindingen(),
    organizations: [wijk.spoedpostModelregio(), wijk.praktijkModellaan()],
    services: [wijk.anwDienst()],
    ...changes,
  };
}

/** The same surroundings without one of the optional parts. */
export function zonder(part: "team" | "practice" | "practiceHours", around: Surroundings = rondWillem()): Surroundings {
  const { [part]: _left, ...rest } = around;
  return rest;
}

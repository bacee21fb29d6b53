import { canonicalBase } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { spanAsked, timelineText } from "../responsible/timeline.ts";

/** `GET|POST [base]/Patient/[id]/$gp-timeline`: who was responsible when, and who will be, as data ready for drawing. */
export const gpTimelineOperation: Operation = operation({
  code: "$gp-timeline",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/gp-timeline`,
  affectsState: false,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Who was responsible when",
  instanceOnly: true,
  input: { from: { type: "dateTime" }, to: { type: "dateTime" } },
  async run({ house, at }, patient, input) {
    return { status: 200, json: await timelineText(house.store, patient, spanAsked(input, at)) };
  },
});

import { isContactReport, textOfXhtml, urgencyOf } from "@wijkverband/care";
import type { Composition } from "hl7-fhir-r4-types";
import { renderItem, renderItems } from "../item.ts";
import { only, type Block } from "./block.ts";

/** What an out-of-hours post saw and did, in its own words, the last contact first. */
export const nightsBlock: Block = {
  key: "nights",
  sections: [],
  optional: true,
  takes: isContactReport,
  render: (items, page) => {
    const reports = only(items, "Composition").toSorted((one, other) => other.date.localeCompare(one.date));
    return renderItems(
      reports.map((report) => {
        const by = page.nameOf(report.custodian, report);
        const urgency = urgencyOf(report);
        return renderItem(by === undefined ? report.title : `${report.title}, ${by}`, urgency === undefined ? undefined : `${page.texts.words.urgency} ${urgency}`, report, page, ...linesOf(report));
      }),
    );
  },
};

/** A line for each section: its name, its words, and what it points at. */
function linesOf({ section = [] }: Composition): readonly string[] {
  return section.map(({ title, text, entry = [] }) => {
    const words = textOfXhtml(text?.div ?? "");
    const things = entry.flatMap(({ display }) => (display === undefined ? [] : [display]));
    return `${title ?? ""}: ${words}${things.length === 0 ? "" : ` (${things.join("; ")})`}`;
  });
}

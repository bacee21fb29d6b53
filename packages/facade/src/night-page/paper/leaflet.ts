import type { NightAnswer } from "@wijkverband/care";
import { html } from "../html.ts";
import { chooseName } from "../people.ts";
import { composeNight, hideBsn } from "../render.ts";
import type { Language } from "../texts/texts.ts";
import { layOut, type Flow } from "./flow.ts";
import { breakLines } from "./lines.ts";
import { plainLook } from "./looks.ts";
import { readMarkup } from "./markup.ts";
import type { Line, Slice } from "./pieces.ts";
import { cutSheets, type Sheet } from "./sheets.ts";
import { room, writeLeaflet } from "./write.ts";

/** The night page on paper: what `renderNightPage` shows, as a PDF of A4 sheets, printed from the same markup. Home access isn't in it (rule `home-access`):
 *  it says only that there is some. Same answer, same bytes.
 *  @param language of our labels; what people wrote stays as it is */
export async function renderNightLeaflet(answer: NightAnswer, language: Language): Promise<Buffer> {
  const { page, title, root, sheets } = layOutNight(answer, language);
  const { texts, calendar } = page;
  const line = (text: string, bold = false): Line | undefined => breakLines([{ text: hideBsn(text, answer), look: { ...plainLook, size: 8, bold } }], Infinity, texts.paper.unprintable)[0];
  const born = answer.patient.birthDate === undefined ? texts.source.dateUnknown : calendar.date(answer.patient.birthDate);
  const fetched = line(`${texts.madeAt} ${calendar.moment(answer.at)}`);
  const name = Array.from(chooseName(answer.patient.name) ?? texts.patient.unnamed);
  const whose = (length: number): Line | undefined => line(`${name.length > length ? `${name.slice(0, length - 1).join("")}…` : name.join("")} · ${texts.patient.born.toLowerCase()} ${born}`, true);
  const head = [longestThatFits(whose, room.width - (fetched?.width ?? 0) - spaceBetween), fetched] as const;
  const about = line(title);
  return writeLeaflet({ sheets, root, title, language, at: new Date(answer.at), edgesOf: (sheet) => ({ head, foot: [about, line(texts.paper.sheet(sheet + 1, sheets.length))] }) });
}

/** The night page in sheets, each thing in its place: what is drawn, before it is drawn. */
export function layOutNight(answer: NightAnswer, language: Language): Flow & { readonly page: ReturnType<typeof composeNight>["page"]; readonly title: string; readonly sheets: readonly Sheet[] } {
  const { page, title, top, body, rest, foot } = composeNight({ ...answer, homeAccess: [] }, language, { accessOnScreen: answer.homeAccess.length > 0 });
  const nodes = readMarkup(hideBsn(html`${top}${body}${rest}<footer>${foot}</footer>`.markup, answer));
  const flow = layOut(nodes, room.width, page.texts.paper.unprintable);
  const again = (heads: readonly string[]): Slice => {
    const [line] = breakLines([{ text: page.texts.paper.continued(heads.join(" · ")), look: { ...plainLook, bold: true } }], room.width, page.texts.paper.unprintable);
    return { height: 18, cells: line === undefined ? [] : [{ left: 0, top: 0, line }], frames: [], boxes: [], heads, keep: true };
  };
  return { ...flow, page, title, sheets: cutSheets(flow.slices, room.height, again) };
}

const spaceBetween = 16;
const longestName = 80;

/** A name that leaves room for what stands beside it; in full it stands on the first sheet. */
function longestThatFits(whose: (length: number) => Line | undefined, width: number): Line | undefined {
  for (let length = longestName; length > 1; length--) {
    const line = whose(length);
    if (line === undefined || line.width <= width) return line;
  }
  return whose(1);
}

import type { Availability, Hoofdbehandelaar, ResponsibleGp } from "@wijkverband/care";
import { isAvailability, readAvailability } from "@wijkverband/care";
import type { Basic, ContactPoint, Resource } from "hl7-fhir-r4-types";
import { renderChange } from "../changes.ts";
import { html, nothing } from "../html.ts";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import { renderSource } from "../source.ts";
import { renderTelecom } from "../telecom.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

/** Who answers for the patient at this instant, and how to reach the own GP whoever that is. */
export const responsibleBlock: Block = {
  key: "responsible",
  sections: ["bereikbaarheid"],
  always: true,
  takes: isAvailability,
  render: (items, page) => {
    const { responsibleGp, ownGp } = page.answer;
    const { texts } = page;
    return html`<div class="pair"><div class="panel panel-now"><h3>${texts.responsible.now}</h3>${renderResponsible(responsibleGp, page)}${
      responsibleGp.fallback && html`<h4>${texts.responsible.fallback}</h4>${renderResponsible(responsibleGp.fallback, page)}`
    }${responsibleGp.hoofdbehandelaar && renderLead(responsibleGp.hoofdbehandelaar, page)}</div>
<div class="panel"><h3>${texts.responsible.own}</h3>${
      ownGp === undefined
        ? html`<p>${texts.responsible.noOwn}</p>`
        : html`<p><b>${ownGp.display}</b><br>${ownGp.practice}</p><p class="call">${ownGp.telecom.length === 0 ? texts.responsible.phoneMissing : renderTelecom(ownGp.telecom, texts.telecomUse)}</p>`
    }${only(items, "Basic").map((availability) => renderAvailability(availability, page))}</div></div>`;
  },
};

function renderResponsible(answer: Omit<ResponsibleGp, "fallback">, page: Page): Html {
  const { texts, calendar } = page;
  const who = [answer.person?.display, answer.role === undefined ? undefined : (texts.roles[answer.role] ?? answer.role)].filter((word) => word !== undefined).join(", ");
  return html`${who !== "" && html`<p><b>${who}</b></p>`}${answer.practice && html`<p>${who === "" ? html`<b>${answer.practice.display}</b>` : answer.practice.display}</p>`}<p class="call">${
    answer.phone?.value === undefined ? texts.responsible.phoneMissing : renderTelecom([answer.phone], texts.telecomUse)
  }</p>${answer.secondPhone && html`<p class="call">${texts.responsible.secondPhone} ${renderTelecom([answer.secondPhone], texts.telecomUse)}</p>`}${answer.text !== undefined && html`<p>${answer.text}</p>`}<p${answer.rule === "gap" && html` class="alarm"`}>${texts.responsible.rule[answer.rule]}${answer.unrostered && html` ${texts.responsible.unrostered}`}${answer.presence && html` ${texts.responsible.remote}`}</p><p class="source">${
    answer.until === undefined ? texts.responsible.noChange : `${texts.responsible.until} ${calendar.moment(answer.until)}.`
  }</p>`;
}

/** The doctor who leads the treatment beside the own GP, whoever answers now. */
function renderLead({ display, role, phone }: Hoofdbehandelaar, { texts }: Page): Html {
  const who = [display, role === undefined ? undefined : (texts.roles[role] ?? role)].filter((word) => word !== undefined).join(", ");
  return html`<h4>${texts.responsible.lead}</h4><p><b>${who}</b></p><p class="call">${phone?.value === undefined ? texts.responsible.phoneMissing : renderTelecom([phone], texts.telecomUse)}</p>`;
}

/** When and where the own GP can be reached in person. */
function renderAvailability(availability: Basic, page: Page): Html {
  const { texts, calendar } = page;
  const { period, times, telecom } = readAvailability(availability);
  const ended = calendar.isPast(period?.end) ? texts.responsible.ended : hasEnded(availability, page) ? texts.responsible.noLonger : undefined;
  return html`<div class="availability">${renderChange(availability, page)}<p><b>${texts.responsible.reachable}:</b> ${times.length === 0 ? texts.responsible.always : times.map((time) => describeTime(time, page)).join("; ")}${
    period && html`, ${period.start !== undefined && `${texts.responsible.from} ${calendar.date(period.start)} `}${period.end !== undefined && `${period.end.includes("T") ? texts.responsible.to : texts.responsible.upTo} ${calendar.date(period.end)}`}`
  }${ended !== undefined && html` <strong class="alarm">${ended}</strong>`}</p><p class="call">${telecom.length === 0 ? texts.responsible.phoneMissing : renderTelecom(telecom, texts.telecomUse)}</p><p>${renderSource(availability, page)}</p></div>`;
}

function describeTime({ days, start, end }: Availability["times"][number], page: Page): string {
  const { texts } = page;
  const named = (days ?? []).map((day) => texts.days[day] ?? day).join(", ");
  const hours = start === undefined && end === undefined ? texts.responsible.always : `${start?.slice(0, 5) ?? "00:00"}–${end?.slice(0, 5) ?? "24:00"}`;
  return [named, hours].filter((word) => word !== "").join(" ");
}

/** Nobody is called at night on an offer that doesn't hold any more, even where the document still has it. */
function hasEnded(availability: Basic, { answer, calendar }: Page): boolean {
  return calendar.isPast(readAvailability(availability).period?.end) || answer.endedOffers?.includes(`Basic/${availability.id}`) === true;
}

/** Numbers for the strip at the top: who is responsible now, the own GP, and where the own GP says to be reachable. */
function listNightNumbers(items: readonly Resource[], page: Page): readonly { readonly label: string; readonly who: string; readonly point: ContactPoint }[] {
  const { responsibleGp, ownGp } = page.answer;
  const now = responsibleGp.phone === undefined ? [] : [{ label: responsibleGp.rule === "gap" ? page.texts.banner.call : page.texts.responsible.now, who: responsibleGp.person?.display ?? responsibleGp.practice?.display ?? "", point: responsibleGp.phone }];
  const next = responsibleGp.fallback?.phone === undefined || page.answer.status !== "none" ? [] : [{ label: page.texts.responsible.fallback, who: responsibleGp.fallback.person?.display ?? responsibleGp.fallback.practice?.display ?? "", point: responsibleGp.fallback.phone }];
  const reachable = only(items, "Basic")
    .filter((basic) => !hasEnded(basic, page))
    .flatMap((basic) => readAvailability(basic).telecom.map((point) => ({ who: page.nameOf(basic.author, basic) ?? ownGp?.display ?? "", point })));
  const own = [...reachable, ...(ownGp?.telecom ?? []).map((point) => ({ who: ownGp?.display ?? "", point }))].map((each) => ({ label: page.texts.responsible.own, ...each }));
  const seen = new Set<string>();
  return [...now, ...own, ...next].filter(({ point }) => {
    const digits = (point.value ?? "").replaceAll(/\D/g, "");
    if (digits === "" || point.system === "email" || seen.has(digits)) return false;
    seen.add(digits);
    return true;
  });
}

/** Buttons to call. */
export function renderNightNumbers(items: readonly Resource[], page: Page): Html {
  const numbers = listNightNumbers(items, page);
  if (numbers.length === 0) return nothing;
  return html`<ul class="call-now">${numbers.map(({ label, who, point }) => html`<li><span><span class="label">${label}</span> <span class="who">${who}</span></span> ${renderTelecom([point], page.texts.telecomUse)}</li>`)}</ul>`;
}

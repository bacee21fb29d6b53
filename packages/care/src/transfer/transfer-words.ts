import { offsetText } from "../amsterdam.ts";
import { dateText } from "../display.ts";

/** What is told of a move, in plain Dutch (B1). A name, no number. */
export interface MoveWords {
  /** Names of the practices. */
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}

/** To who was left, and to the patient.
 *  @param until until when an error can be contested; absent for who was registered nowhere any more */
export function movedText({ from, to, at, until }: MoveWords & { readonly until?: Date }): string {
  return [
    `De patiënt koos voor ${to} en staat daar sinds ${momentText(at)} ingeschreven.`,
    ...(until === undefined ? [] : [`De inschrijving bij ${from} is gestopt.`]),
    "Het dossier hoort nu bij de nieuwe praktijk.",
    ...(until === undefined ? [] : [`Is dit een fout? Dan kan ${from} dat zeggen tot ${momentText(until)}.`]),
  ].join(" ");
}

/** To the patient of a practice that closes. */
export function closedText({ from, to, at }: MoveWords): string {
  return `${from} stopt. U staat sinds ${momentText(at)} ingeschreven bij ${to}. Uw dossier is meegegaan. Wilt u liever een andere praktijk? Dan kunt u die kiezen.`;
}

/** To who declared the move. */
export function contestedText({ from, to }: MoveWords): string {
  return `${from} zegt dat de inschrijving bij ${to} een fout is. ${to} kijkt hiernaar. Tot dan verandert er niets.`;
}

/** To both, once the new practice agreed that it was an error. */
export function returnedText({ from, to, at }: MoveWords): string {
  return `De inschrijving bij ${to} was een fout. De patiënt staat sinds ${momentText(at)} weer ingeschreven bij ${from}.`;
}

/** To both, when it stays. */
export function stoodText({ from, to }: MoveWords): string {
  return `${to} heeft gekeken naar wat ${from} zei. De inschrijving bij ${to} klopt en blijft.`;
}

/** To the practice that the patient asks. */
export function askedText({ name, birthDate, to }: { readonly name: string; readonly birthDate: string | undefined; readonly to: string }): string {
  const born = birthDate === undefined ? "" : ` (geboren op ${dateText(birthDate)})`;
  return `${name}${born} vraagt om inschrijving bij ${to}, en wil dat het dossier meegaat.`;
}

/** To the patient who asked. */
export function answeredText({ to, accepted }: { readonly to: string; readonly accepted: boolean }): string {
  return accepted ? `${to} heeft u ingeschreven. Uw dossier is meegegaan.` : `${to} kan u niet inschrijven. In de taak staat waarom.`;
}

/** How somebody is known who asked here: nobody looked at a passport. */
export const askedThroughPortal = "gevraagd via het portaal";

/** An instant as people say it, in Amsterdam. */
export function momentText(at: Date): string {
  const text = offsetText(at.getTime());
  return `${dateText(text)} om ${text.slice(11, 16)} uur`;
}

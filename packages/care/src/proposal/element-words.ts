/** A word in plain Dutch (B1) and in English. */
export interface Words {
  readonly nl: string;
  readonly en: string;
}

/** Element names (R4) of what is proposed on. An empty pair is left out of the way to an element: who reads "activiteit 2, omschrijving" doesn't miss `detail`. */
// oxfmt-ignore
const names: Readonly<Record<string, readonly [nl: string, en: string]>> = {
  abatement: ["voorbij sinds", "over since"], activity: ["activiteit", "activity"], address: ["adres", "address"], addresses: ["gaat over", "addresses"],
  asNeeded: ["zo nodig", "as needed"], authoredOn: ["geschreven op", "written on"], birthDate: ["geboortedatum", "birth date"], bodySite: ["plaats op het lichaam", "body site"],
  category: ["soort", "category"], clinicalStatus: ["stand", "clinical status"], code: ["wat", "code"], component: ["deel", "component"], contact: ["contactpersoon", "contact"],
  criticality: ["ernst", "criticality"], dailyAmount: ["hoeveel per dag", "daily amount"], date: ["datum", "date"], dateTime: ["datum", "date"], deceased: ["overleden", "deceased"],
  description: ["omschrijving", "description"], detail: ["", ""], device: ["hulpmiddel", "device"], dosage: ["gebruik", "dosage"], dosageInstruction: ["gebruik", "dosage"],
  due: ["klaar op", "due"], effective: ["periode", "effective"], expressedBy: ["gezegd door", "expressed by"], extension: ["extra gegeven", "extension"], gender: ["geslacht", "gender"],
  goal: ["doel", "goal"], identifier: ["nummer", "identifier"], intent: ["bedoeling", "intent"], kind: ["soort", "kind"], lifecycleStatus: ["stand", "status"], location: ["plaats", "location"],
  measure: ["wat we meten", "measure"], medication: ["medicijn", "medication"], name: ["naam", "name"], note: ["opmerking", "note"], occurrence: ["wanneer", "occurrence"], onset: ["begonnen", "onset"],
  outcomeCode: ["resultaat", "outcome"], outcomeReference: ["resultaat", "outcome"], payload: ["bericht", "payload"], performed: ["gedaan op", "performed"], performer: ["wie het doet", "performer"],
  period: ["periode", "period"], preferredPriority: ["voorkeur", "preference"], priority: ["hoe dringend", "priority"], progress: ["voortgang", "progress"], provision: ["afspraak", "provision"],
  quantity: ["hoeveelheid", "quantity"], reaction: ["reactie", "reaction"], reasonCode: ["reden", "reason"], reasonReference: ["reden", "reason"], reference: ["verwijzing", "reference"],
  relationship: ["relatie", "relationship"], scheduled: ["wanneer", "schedule"], severity: ["ernst", "severity"], start: ["begin", "start"], status: ["stand", "status"], statusReason: ["reden van de stand", "reason of the status"],
  supportingInfo: ["hoort erbij", "supporting information"], target: ["streefwaarde", "target"], telecom: ["telefoon of e-mail", "phone or e-mail"], text: ["samenvatting", "summary"], timing: ["wanneer", "timing"],
  title: ["titel", "title"], type: ["soort", "type"], value: ["waarde", "value"], verificationStatus: ["zekerheid", "certainty"],
  asserter: ["gezegd door", "asserted by"], author: ["schrijver", "author"], basedOn: ["hoort bij", "based on"], careTeam: ["team", "team"], communication: ["taal", "communication"], created: ["gemaakt op", "created"],
  dispenseRequest: ["recept", "dispense request"], doNotPerform: ["niet doen", "do not perform"], encounter: ["contact", "encounter"], entry: ["onderdeel", "entry"], evidence: ["aanwijzing", "evidence"],
  expectedSupplyDuration: ["voor hoe lang", "for how long"], interpretation: ["oordeel", "interpretation"], language: ["taal", "language"], lastOccurrence: ["laatste keer", "last occurrence"], manifestation: ["verschijnsel", "manifestation"],
  method: ["manier", "method"], owner: ["wie het doet", "owner"], partOf: ["deel van", "part of"], participant: ["wie erbij is", "participant"], patient: ["patiënt", "patient"], recipient: ["voor wie", "recipient"],
  recordedDate: ["opgeschreven op", "recorded on"], recorder: ["opgeschreven door", "recorded by"], replaces: ["in plaats van", "replaces"], requester: ["gevraagd door", "requested by"], sender: ["van wie", "sender"],
  stage: ["stadium", "stage"], subject: ["patiënt", "patient"], substance: ["stof", "substance"], validityPeriod: ["geldig", "valid"],
};

/** How a path reads: `CarePlan.activity[1].detail.description` is "activiteit 2, omschrijving". A name we have no word for is written as it is. */
export function pathInWords(path: string): Words {
  const steps = path.split(".").slice(1).map((step) => /^(\w+)(?:\[(\d+)\])?$/.exec(step));
  const words = steps.map((step) => {
    const [, name = "", place] = step ?? [];
    const [nl, en] = names[name] ?? [name, name.replaceAll(/(?=[A-Z])/g, " ").toLowerCase()];
    const number = place === undefined ? "" : ` ${Number(place) + 1}`;
    return nl === "" ? { nl, en } : { nl: `${nl}${number}`, en: `${en}${number}` };
  });
  const told = words.filter(({ nl }) => nl !== "");
  return { nl: told.map(({ nl }) => nl).join(", "), en: told.map(({ en }) => en).join(", ") };
}

/** Extensions of ours that are proposed on, by the end of their url. */
const extensions: Readonly<Record<string, readonly [nl: string, en: string]>> = {
  accountable: ["wie ervoor instaat", "accountable"],
  agreement: ["samenwerkingsafspraak", "agreement"],
  "availability-period": ["bereikbaar van en tot", "available from and to"],
  "availability-telecom": ["bereikbaar op", "available at"],
  "directive-discussion": ["of het besproken is", "whether it was discussed"],
  "next-review": ["volgende bespreking", "next review"],
};

/** How the name of an extension reads. @param url its canonical */
export function extensionInWords(url: string | undefined): Words | undefined {
  const [nl, en] = extensions[url?.split("/").at(-1) ?? ""] ?? [];
  return nl === undefined || en === undefined ? undefined : { nl, en };
}

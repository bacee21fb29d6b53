import { text } from "../json.ts";
import { statusFault, type Draw, type Question } from "../question.ts";
import { mayAsk } from "../rights/may-ask.ts";
import { latest } from "../world.ts";

interface Told {
  readonly parameter?: readonly { readonly part?: readonly { readonly name: string; readonly valueReference?: { readonly reference: string }; readonly valueCode?: string; readonly valueBoolean?: boolean }[] }[];
}

const bsn = "http://fhir.nl/fhir/NamingSystem/bsn";

/** `Patient/$responsible-gp` about several at once, known and unknown, by reference and by number: each as if it were asked alone, and who may not ask about one learns
 *  of it what he learns of nobody. Only the coordination centre hears whether there is a handover. */
export function drawMany({ random, world, view }: Draw): Question {
  const { asker, at } = view;
  const asked = Array.from({ length: random.whole(2, 6) }, () => (random.chance(0.15) ? undefined : world.byRef.get(`Patient/${random.pick(world.patients)}`)));
  const parameter = asked.map((patient) => {
    const number = patient === undefined ? "999900092" : text(latest(patient), "identifier.value");
    return random.chance(0.5) ? { name: "identifier", valueIdentifier: { system: bsn, value: number } } : { name: "patient", valueReference: { reference: patient?.ref ?? "Patient/onbekend" } };
  });
  return {
    form: "$responsible-gp about several",
    request: { method: "POST", path: "Patient/$responsible-gp", query: [], body: { resourceType: "Parameters", parameter } },
    judge(seen) {
      const status = statusFault(seen, 200);
      if (status !== undefined) return status;
      const told = (JSON.parse(seen.text) as Told).parameter ?? [];
      if (told.length !== asked.length) return `${told.length} answers to ${asked.length} questions`;
      for (const [index, patient] of asked.entries()) {
        const parts = told[index]?.part ?? [];
        const allowed = patient !== undefined && mayAsk(world, asker, "$responsible-gp", patient, at);
        const names = parts.map(({ name }) => name);
        if (!allowed && (names.join() !== "index,outcome" || parts[1]?.valueCode !== "not-found")) return `tells ${names.join()} of ${patient?.ref ?? "nobody"}, about whom he may not ask`;
        if (!allowed) continue;
        if (!parts.some(({ valueReference }) => valueReference?.reference === patient.ref)) return `doesn't answer about ${patient.ref}`;
        const hears = asker.role === "zcc-triagist" && mayAsk(world, asker, "$responsible-gp", { ...patient, domain: "medisch" }, at);
        if (names.includes("handover-exists") !== hears) return `${hears ? "doesn't tell" : "tells"} whether there is a handover of ${patient.ref}`;
      }
      return undefined;
    },
  };
}

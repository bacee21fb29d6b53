import { randomInt } from "node:crypto";
import { system } from "@wijkverband/fhir";
import { makeCondition, makeTransaction } from "./condition.ts";

/** What requests are made from. */
export interface Material {
  /** `localhost:<port>` of the real server; bare Express gets the same bytes. */
  readonly host: string;
  /** Tokens of the post and of the GP. */
  readonly post: string;
  readonly huisarts: string;
  /** Patients with a published handover. */
  readonly published: readonly { readonly id: string; readonly bsn: string }[];
  /** A patient without, about whom is written. */
  readonly written: string;
  /** Conditions of that patient to update, one a caller, with the version they have now. */
  readonly updated: readonly { readonly id: string; readonly versionId: string }[];
  /** A Condition of each of them, to propose on. */
  readonly proposable: readonly string[];
  /** `CarePlan/<id>` of a plan of 200 resources. */
  readonly plan: string;
  /** Patients with a plan of nine resources. */
  readonly planned: readonly string[];
  /** 500 patients of the GP's practice. */
  readonly shift: readonly string[];
}

export interface Workload {
  /** The next request of a caller. */
  next(caller: number): Buffer;
  /** Gets the head of each answer, where the next request depends on it. */
  learn?(caller: number, head: string): void;
}

/** Which method and path a workload asks: bare Express answers on the same. */
export const routes = {
  hello: ["GET", "/hello"],
  handover: ["POST", "/fhir/Patient/$palliative-handover"],
  "handover of one patient": ["POST", "/fhir/Patient/$palliative-handover"],
  "night page (HTML)": ["POST", "/fhir/Patient/$palliative-handover"],
  "read by id": ["GET", "/fhir/Patient/:id"],
  "Patient by BSN": ["POST", "/fhir/Patient/_search"],
  "CarePlan with includes": ["GET", "/fhir/CarePlan"],
  "update with If-Match": ["PUT", "/fhir/Condition/:id"],
  "create, validated": ["POST", "/fhir/Condition"],
  "propose and accept": ["POST", "/fhir/:type/:id/:operation"],
  "transaction of 10": ["POST", "/fhir"],
  plan: ["GET", "/fhir/CarePlan/:id/$plan-view"],
  "responsible-gp": ["GET", "/fhir/Patient/:id/$responsible-gp"],
  "responsible-gp by BSN": ["POST", "/fhir/Patient/$responsible-gp"],
  "responsible-gp 500": ["POST", "/fhir/Patient/$responsible-gp"],
} as const satisfies Record<string, readonly ["GET" | "POST" | "PUT", string]>;

export type WorkloadName = keyof typeof routes;

export const workloads: Readonly<Record<WorkloadName, (material: Material) => Workload>> = {
  hello: ({ host }) => anyOf([Buffer.from(`GET /hello HTTP/1.1\r\nhost: ${host}\r\n\r\n`)]),
  handover: (material) => anyOf(material.published.map(({ bsn }) => handoverRequest(material, bsn))),
  "handover of one patient": (material) => anyOf(material.published.slice(0, 1).map(({ bsn }) => handoverRequest(material, bsn))),
  "night page (HTML)": (material) => anyOf(material.published.map(({ bsn }) => handoverRequest(material, bsn, "text/html"))),
  "read by id": (material) => anyOf(material.published.map(({ id }) => request(material.host, material.post, "GET", `/fhir/Patient/${id}`))),
  "Patient by BSN": (material) =>
    anyOf(
      material.published.map(({ bsn }) =>
        request(material.host, material.post, "POST", "/fhir/Patient/_search", `identifier=${encodeURIComponent(`${system.bsn}|${bsn}`)}`, { "content-type": "application/x-www-form-urlencoded" }),
      ),
    ),
  "CarePlan with includes": (material) => anyOf(material.planned.map((patient) => request(material.host, material.huisarts, "GET", `/fhir/CarePlan?${carePlanQuery(patient)}`))),
  "update with If-Match": updates,
  "propose and accept": proposals,
  "create, validated": (material) => anyOf([request(material.host, material.huisarts, "POST", "/fhir/Condition", JSON.stringify(makeCondition(material.written)))]),
  "transaction of 10": (material) => anyOf([request(material.host, material.huisarts, "POST", "/fhir", JSON.stringify(makeTransaction(material.written, 10)))]),
  "responsible-gp": (material) => anyOf(material.published.map(({ id }) => request(material.host, material.post, "GET", `/fhir/Patient/${id}/$responsible-gp`))),
  "responsible-gp by BSN": (material) => anyOf(material.published.map(({ bsn }) => request(material.host, material.post, "POST", "/fhir/Patient/$responsible-gp", numberBody(bsn)))),
  "responsible-gp 500": (material) => anyOf([request(material.host, material.huisarts, "POST", "/fhir/Patient/$responsible-gp", shiftBody(material))]),
  plan: (material) => anyOf([request(material.host, material.huisarts, "GET", `/fhir/${material.plan}/$plan-view`)]),
};

/** A patient's plans with the patient, the team, and what hangs in them. */
export function carePlanQuery(patient: string): string {
  return `patient=${patient}&${["subject", "care-team", "condition", "goal", "activity-reference"].map((name) => `_include=CarePlan:${name}`).join("&")}`;
}

/** Requests that are made beforehand, in random order. */
function anyOf(requests: readonly Buffer[]): Workload {
  const order = Uint16Array.from({ length: 4_096 }, () => randomInt(requests.length));
  let place = 0;
  return {
    next() {
      place = (place + 1) % order.length;
      return requests[order[place] ?? 0] ?? Buffer.alloc(0);
    },
  };
}

/** Versions by id, over all measurements of this process. */
const versions = new Map<string, string>();

/** Each caller updates its own resource, from the version that the answer before named. */
function updates({ host, huisarts, written, updated }: Material): Workload {
  let n = 0;
  const target = (caller: number): Material["updated"][number] => updated[caller % updated.length] ?? { id: "", versionId: "" };
  return {
    next(caller) {
      const { id, versionId } = target(caller);
      n += 1;
      const body = JSON.stringify({ ...makeCondition(written), id, note: [{ text: `aantekening ${n}` }] });
      return request(host, huisarts, "PUT", `/fhir/Condition/${id}`, body, { "if-match": `W/"${versions.get(id) ?? versionId}"` });
    },
    learn(caller, head) {
      const version = /\bETag: W\/"(\d+)"/i.exec(head)?.[1];
      if (version !== undefined) versions.set(target(caller).id, version);
    },
  };
}

/** Over all measurements of this process: what was accepted before would change nothing. */
let proposed = 0;

const callersAtMost = 32;

/** Each caller proposes a change and then accepts that, in turns, on one patient after the other. */
function proposals({ host, huisarts, proposable }: Material): Workload {
  const turns = new Map<number, number>();
  const waiting = new Map<number, string>();
  return {
    next(caller) {
      const task = waiting.get(caller);
      if (task !== undefined) return request(host, huisarts, "POST", `/fhir/${task}/$decide`, JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "accept" }] }));
      proposed += 1;
      // no two callers on one at a time
      const turn = (turns.get(caller) ?? caller) + callersAtMost;
      turns.set(caller, turn);
      const part = [{ name: "type", valueCode: "replace" }, { name: "path", valueString: "Condition.code" }, { name: "value", valueCodeableConcept: { text: `probleem ${proposed}` } }];
      const patch = { resourceType: "Parameters", parameter: [{ name: "operation", part }] };
      return request(host, huisarts, "POST", `/fhir/Condition/${proposable[turn % proposable.length]}/$propose`, JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "patch", resource: patch }, { name: "reason", valueString: `reden ${proposed}` }] }));
    },
    learn(caller, head) {
      // the answer to a decision says nothing of where it stands
      const task = /\bLocation: \S+\/(Task\/[^/\s]+)/i.exec(head)?.[1];
      if (task === undefined) waiting.delete(caller);
      else waiting.set(caller, task);
    },
  };
}

function handoverRequest({ host, post }: Material, bsn: string, accept = "application/fhir+json"): Buffer {
  return request(host, post, "POST", "/fhir/Patient/$palliative-handover", numberBody(bsn), { accept });
}

function numberBody(bsn: string): string {
  return JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: system.bsn, value: bsn } }] });
}

/** Asks about all patients of a shift. */
export function shiftBody({ shift }: Pick<Material, "shift">): string {
  return JSON.stringify({ resourceType: "Parameters", parameter: shift.map((id) => ({ name: "patient", valueReference: { reference: `Patient/${id}` } })) });
}

/** The bytes of an HTTP/1.1 request. */
function request(host: string, token: string, method: string, path: string, body = "", headers: Readonly<Record<string, string>> = {}): Buffer {
  const all = {
    host,
    authorization: `Bearer ${token}`,
    accept: "application/fhir+json",
    ...(body !== "" && { "content-type": "application/fhir+json", "content-length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
}

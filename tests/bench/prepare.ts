import { system } from "@wijkverband/fhir";
import type { Bundle, Parameters, Patient, Resource } from "hl7-fhir-r4-types";
import type { BareRoute } from "./bare.ts";
import { makeCondition } from "./condition.ts";
import { makePlan } from "./plan.ts";
import { runCommand } from "./processes.ts";
import { carePlanQuery, routes, shiftBody, type Material, type WorkloadName } from "./workloads.ts";

/** How many callers ask at once. */
export const callers = 32;

/** Asks the running demo for what requests are made from, and writes a problem for each caller to update. */
export async function gatherMaterial(port: number, dataDir: string): Promise<Material> {
  const [post, huisarts] = await Promise.all(["post-huisarts", "huisarts"].map((person) => runCommand(["token", person], port, dataDir)));
  if (post === undefined || huisarts === undefined) throw new Error("no tokens");
  const url = `http://127.0.0.1:${port}/fhir`;
  const found = await ask<Bundle>(`${url}/ServiceRequest?status=active&_include=ServiceRequest:subject&_count=200`, huisarts);
  const patients = (found.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Patient" ? [resource as Patient & { id: string }] : []));
  const written = "patient-0001";
  const updated = await Promise.all(Array.from({ length: callers }, () => ask<Resource & { id: string }>(`${url}/Condition`, huisarts, JSON.stringify(makeCondition(written)))));
  const seen = await ask<Bundle>(`${url}/Patient?_count=${4 * callers}`, huisarts);
  const proposable = await Promise.all((seen.entry ?? []).map(({ resource }) => ask<Resource & { id: string }>(`${url}/Condition`, huisarts, JSON.stringify(makeCondition(resource?.id ?? "")))));
  return {
    host: `localhost:${port}`,
    post,
    huisarts,
    published: patients.map(({ id, identifier }) => ({ id, bsn: identifier?.find((each) => each.system === system.bsn)?.value ?? "" })),
    written,
    proposable: proposable.map(({ id }) => id),
    plan: await startPlan(url, huisarts),
    planned: await startPlans(url, huisarts, (seen.entry ?? []).flatMap(({ resource }) => resource?.id ?? [])),
    shift: await patientsOf(url, huisarts, 500),
    updated: updated.map(({ id, meta }) => ({ id, versionId: meta?.versionId ?? "1" })),
  };
}

/** So many patients of the GP's practice. */
async function patientsOf(url: string, huisarts: string, wanted: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page: string | undefined = `${url}/Patient?_count=200`; page !== undefined && ids.length < wanted; ) {
    const bundle: Bundle = await ask<Bundle>(page, huisarts);
    ids.push(...(bundle.entry ?? []).flatMap(({ resource }) => resource?.id ?? []));
    page = bundle.link?.find(({ relation }) => relation === "next")?.url;
  }
  if (ids.length < wanted) throw new Error(`the practice has ${ids.length} patients, not ${wanted}`);
  return ids.slice(0, wanted);
}

/** Starts a plan that with its people comes to 200 resources. */
async function startPlan(url: string, huisarts: string): Promise<string> {
  const people = 5;
  const answer = await ask<Bundle>(url, huisarts, JSON.stringify(makePlan("patient-0002", 200 - 1 - people)));
  const plan = /CarePlan\/[^/]+/.exec(answer.entry?.[0]?.response?.location ?? "")?.[0] ?? "";
  const view = await ask<Bundle>(`${url}/${plan}/$plan-view`, huisarts);
  if (view.entry?.length !== 200) throw new Error(`the plan has ${view.entry?.length} resources, not 200`);
  return plan;
}

/** Starts small plans, of a patient each: of those of the region, whom no story gave a plan yet. */
async function startPlans(url: string, huisarts: string, known: readonly string[]): Promise<readonly string[]> {
  const { planned, resources } = smallPlans;
  const patients = known.filter((id) => /^patient-\d+$/.test(id) && id !== "patient-0001" && id !== "patient-0002").slice(0, planned);
  for (const patient of patients) {
    await ask<Bundle>(url, huisarts, JSON.stringify(makePlan(patient, 6)));
    const found = await ask<Bundle>(`${url}/CarePlan?${carePlanQuery(patient)}`, huisarts);
    if (found.entry?.length !== resources) throw new Error(`the plan comes with ${found.entry?.length} resources, not ${resources}`);
  }
  return patients;
}

/** How many patients have one, and what a search for one answers: plan, patient, team, two goals, two problems and two tasks. */
const smallPlans = { planned: callers, resources: 9 } as const;

/** The answers of the real server, for bare Express to send. One route a path and format: workloads that share one are measured against their own. */
export async function recordAnswers(port: number, material: Material, workload: WorkloadName): Promise<BareRoute> {
  const [method, path] = routes[workload];
  const url = `http://127.0.0.1:${port}${path}`;
  const { published, post, huisarts, written } = material;
  switch (workload) {
    case "hello":
      return { ...fhir(method, path, 200, [""]), hello: { message: "hello" } };
    case "CarePlan with includes":
      return fhir(method, path, 200, await Promise.all(material.planned.map((patient) => text(`${url}?${carePlanQuery(patient)}`, huisarts))));
    case "handover":
    case "handover of one patient":
    case "night page (HTML)": {
      const accept = workload === "night page (HTML)" ? "text/html" : "application/fhir+json";
      const bodies: string[] = [];
      for (const { bsn } of workload === "handover of one patient" ? published.slice(0, 1) : published) bodies.push(await text(url, post, JSON.stringify(byBsn(bsn)), { accept }));
      return { method, path, status: 200, type: `${accept}; charset=utf-8`, bodies };
    }
    case "read by id":
      return fhir(method, path, 200, await Promise.all(published.map(({ id }) => text(url.replace(":id", id), post))));
    case "Patient by BSN": {
      const form = { "content-type": "application/x-www-form-urlencoded" };
      return fhir(method, path, 200, await Promise.all(published.map(({ bsn }) => text(url, post, `identifier=${system.bsn}|${bsn}`, form))));
    }
    case "responsible-gp":
      return fhir(method, path.replace("$responsible-gp", ":who"), 200, await Promise.all(published.map(({ id }) => text(`http://127.0.0.1:${port}/fhir/Patient/${id}/$responsible-gp`, post))));
    case "responsible-gp by BSN":
      return fhir(method, path, 200, await Promise.all(published.map(({ bsn }) => text(url, post, JSON.stringify(byBsn(bsn))))));
    case "responsible-gp 500":
      return fhir(method, path, 200, [await text(url, huisarts, shiftBody(material))]);
    case "plan":
      // `$` isn't Express's own in a path, so what stands there is a name
      return fhir(method, path.replace("$plan-view", ":view"), 200, [await text(`http://127.0.0.1:${port}/fhir/${material.plan}/$plan-view`, huisarts)]);
    case "create, validated":
    case "update with If-Match":
      return fhir(method, path, workload === "create, validated" ? 201 : 200, [await text(`http://127.0.0.1:${port}/fhir/Condition`, huisarts, JSON.stringify(makeCondition(written)))]);
    case "propose and accept": {
      const part = [{ name: "type", valueCode: "replace" }, { name: "path", valueString: "Condition.code" }, { name: "value", valueCodeableConcept: { text: "probleem" } }];
      const parameter = [{ name: "patch", resource: { resourceType: "Parameters", parameter: [{ name: "operation", part }] } }, { name: "reason", valueString: "reden" }];
      return fhir(method, path, 200, [await text(`http://127.0.0.1:${port}/fhir/Condition/${material.proposable[0]}/$propose`, huisarts, JSON.stringify({ resourceType: "Parameters", parameter }))]);
    }
    case "transaction of 10":
      return fhir(method, path, 200, [JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry: Array.from({ length: 10 }, () => ({ response: { status: "201 Created", location: `Condition/${"0".repeat(36)}/_history/1`, etag: 'W/"1"' } })) })]);
  }
}

function fhir(method: BareRoute["method"], path: string, status: number, bodies: readonly string[]): BareRoute {
  return { method, path, status, type: "application/fhir+json; charset=utf-8", bodies };
}

export function byBsn(bsn: string): Parameters {
  return { resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: system.bsn, value: bsn } }] };
}

async function text(url: string, token: string, body?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, accept: "application/fhir+json", ...(body !== undefined && { "content-type": "application/fhir+json" }), ...headers },
    ...(body !== undefined && { body }),
  });
  if (!response.ok) throw new Error(`${response.status} for ${url}: ${await response.text()}`);
  return response.text();
}

async function ask<R extends Resource>(url: string, token: string, body?: string): Promise<R> {
  return JSON.parse(await text(url, token, body)) as R;
}

/** The published document of a patient, as a client gets it. */
export async function publishedDocument(port: number, { post, published }: Material): Promise<Bundle> {
  const answer = await ask<Parameters>(`http://127.0.0.1:${port}/fhir/Patient/$palliative-handover`, post, JSON.stringify(byBsn(published[0]?.bsn ?? "")));
  return answer.parameter?.find(({ name }) => name === "handover")?.resource as Bundle;
}

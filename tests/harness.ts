import { demoToken, listen, openDemo, readConfig, type Runtime } from "@wijkverband/server";
import type { Bundle, Meta, OperationOutcome, Parameters } from "hl7-fhir-r4-types";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** 03:00 on a Tuesday night in Amsterdam. */
export const night = new Date("2026-11-24T02:00:00Z");

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; which of these it has follows from what was asked. */
  readonly body: Body;
}

export interface Body {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: Meta;
  readonly status?: string;
  readonly type?: unknown;
  readonly total?: number;
  readonly link?: Bundle["link"];
  readonly parameter?: Parameters["parameter"];
  readonly entry?: Bundle["entry"];
  readonly issue?: OperationOutcome["issue"];
}

export interface Demo extends AsyncDisposable {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly dataDir: string;
  readonly runtime: Runtime;
  /** What the house takes for now; set it to travel. */
  now: Date;
  /** A bearer token for a person of the demo. */
  token(person: string): Promise<string>;
  /** A request in the name of a person (`undefined`: of nobody). A resource goes as FHIR JSON; a string with its own content type as it is. */
  ask(person: string | undefined, method: string, path: string, body?: object | string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** Starts the real server on a free port, with a small synthetic region in a folder of its own and a clock that stands still.
 *  @param files lie in that folder from the start, by name */
export async function startDemo({ patients = 10, at = night, settings = {}, files = {} }: { readonly patients?: number; readonly at?: Date; readonly settings?: Readonly<Record<string, string>>; readonly files?: Readonly<Record<string, string>> } = {}): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), "wijkverband-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dataDir, name), text);
  const config = readConfig({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "silent", DEMO_PATIENTS: String(patients), ...settings }, "demo");
  const time = { now: at };
  const running = await listen(config, (publicUrl) => openDemo({ ...config, publicUrl }, () => {}, () => time.now));
  const tokens = new Map<string, Promise<string>>();
  const token = (person: string): Promise<string> => {
    let found = tokens.get(person);
    if (found === undefined) tokens.set(person, (found = demoToken(person, running.runtime.keys, running.url)));
    return found;
  };
  return {
    url: running.url,
    dataDir,
    runtime: running.runtime,
    get now() {
      return time.now;
    },
    set now(instant: Date) {
      time.now = instant;
    },
    token,
    async ask(person, method, path, body, headers = {}) {
      const response = await fetch(`${running.url}/fhir${path === "" ? "" : `/${path}`}`, {
        method,
        headers: {
          // as it is written, with its length; what is packed is asked for
          "accept-encoding": "identity",
          ...(person !== undefined && { authorization: `Bearer ${await token(person)}` }),
          ...(body !== undefined && { "content-type": "application/fhir+json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        get body() {
          return JSON.parse(text) as Answer["body"];
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The Parameters of a type-level operation on a patient. */
export function byBsn(value: string, ...parameter: NonNullable<Parameters["parameter"]>): Parameters {
  return { resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value } }, ...parameter] };
}

/** The value of a named parameter of an answer. */
export function valueOf(parameters: Pick<Body, "parameter">, name: string): unknown {
  const found = parameters.parameter?.find((parameter) => parameter.name === name);
  if (found === undefined) return undefined;
  if (found.resource !== undefined) return found.resource;
  return Object.entries(found).find(([key]) => key.startsWith("value"))?.[1];
}

/** Rule keys and expressions that an OperationOutcome names. */
export function faults(outcome: Pick<Body, "issue">): readonly { readonly rule: string | undefined; readonly expression: string | undefined; readonly text: string | undefined }[] {
  return (outcome.issue ?? []).map((issue) => ({ rule: issue.details?.coding?.[0]?.code, expression: issue.expression?.[0], text: issue.diagnostics }));
}

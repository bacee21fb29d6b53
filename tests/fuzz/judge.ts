import { isBsn } from "@wijkverband/fhir";
import type { Got, Sent } from "./send.ts";

/** What is wrong with an answer, whatever was asked; `undefined` when nothing is. */
export function faultOf({ method, path }: Sent, { status, headers, text }: Got): string | undefined {
  if (status >= 500) return `status ${status}`;
  const type = String(headers["content-type"] ?? "");
  const isFhir = path.startsWith("/fhir");
  if (/\bnode:internal|\bat [^\n"]*\.[jt]s:\d+|node_modules/.test(text)) return "a stack in the answer";
  if (status >= 400) return refusalFault(status, type, method === "HEAD" ? "" : text, isFhir && headers["x-request-id"] !== undefined);
  if (text !== "" && /[/+]json/.test(type) && !isJson(text)) return "an answer that says it is JSON and isn't";
  return undefined;
}

/** @param isOurs the FHIR endpoint answered it; what Node refuses before anybody reads it has no body */
function refusalFault(status: number, type: string, text: string, isOurs: boolean): string | undefined {
  if (text.match(/(?<!\d)\d{9}(?!\d)/g)?.some(isBsn)) return "a BSN in a refusal";
  if (!isOurs || text === "" || status === 304) return undefined;
  if (type.includes("xml")) return /<OperationOutcome xmlns="http:\/\/hl7\.org\/fhir">[\s\S]*<issue>[\s\S]*<severity value="(?:error|fatal)"\/>/.test(text) ? undefined : "a refusal in XML without an error";
  if (!type.includes("json")) return `a refusal as ${type}`;
  return isJson(text) && isOutcome(JSON.parse(text)) ? undefined : "a refusal that is no OperationOutcome";
}

function isOutcome(value: unknown): boolean {
  const { resourceType, issue } = value as { resourceType?: unknown; issue?: unknown };
  return resourceType === "OperationOutcome" && Array.isArray(issue) && issue.length > 0 && (issue as readonly { severity?: unknown; code?: unknown }[]).every(({ severity, code }) => typeof severity === "string" && typeof code === "string");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

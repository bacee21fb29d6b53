import { isBsn, urlNamesBsn, type Issue } from "@wijkverband/fhir";
import type { Extension, Subscription } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { endpointFault } from "./endpoint.ts";
import { backportUrl, channelTypes, contents, splitHeader, type BackportSubscription } from "./subscription.ts";

/** In seconds, or how many: what a channel may ask. */
const bounds = [
  { name: "heartbeat", words: "a heartbeat", value: "valueUnsignedInt", least: 10, most: 86_400 },
  { name: "timeout", words: "a timeout", value: "valueUnsignedInt", least: 1, most: 30 },
  { name: "maxCount", words: "a number of events", value: "valuePositiveInt", least: 1, most: 100 },
] as const;

const payload = /^application\/fhir\+(?:json|xml)(?:\s*;\s*fhirVersion=4\.0(?:\.1)?)?$/i;

const mostHeaders = 10;
const longestHeader = 4_096;

/** RFC 9110 §5.1 and §5.5: a token; printable text, so that nothing can begin another header. */
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const headerValue = /^[\x20-\x7e]*$/;

/** Headers that say something of the connection or of what is sent, or that are ours: exactly these, or whatever begins so. */
const forbidden = /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|date|via|forwarded|cookie2?|set-cookie|(?:content|proxy|sec|wijkverband|x-forwarded)-.*)$/i;

/** What is wrong with the channel of a Subscription.
 *  @param path FHIRPath of the Subscription in what was sent */
export function channelFaults({ house }: Pick<Context, "house">, subscription: Subscription, former: Subscription | undefined, path: string): readonly Issue[] {
  const { channel } = subscription as BackportSubscription;
  const issues: Issue[] = [];
  const fault = (element: string, text: string, rule: Issue["rule"] = "subscription"): void => void issues.push({ text, expression: `${path}.channel.${element}`, ...(rule && { rule }) });

  if (channelTypes.every((type) => type !== channel.type)) fault("type", `a channel is ${channelTypes.join(" or ")}`);
  if (has(channel._type?.extension, backportUrl.channelType)) fault("type.extension", `a channel is ${channelTypes.join(" or ")}`);
  if (channel.type === "rest-hook") {
    const url = URL.parse(channel.endpoint ?? "");
    const refused = url === null ? "a rest-hook has the https address to send to" : endpointFault(url, house.endpoints);
    if (refused !== undefined) fault("endpoint", refused);
    else if (urlNamesBsn(channel.endpoint ?? "")) fault("endpoint", "a BSN doesn't belong in a URL", "no-bsn");
  } else if (channel.endpoint !== undefined) fault("endpoint", "a websocket has no endpoint: who listens comes here");

  if (channel.payload !== undefined && !payload.test(channel.payload)) fault("payload", "what is sent is application/fhir+json or application/fhir+xml, of FHIR 4.0");
  for (const [place, { url, valueCode }] of (channel._payload?.extension ?? []).entries()) {
    if (url === backportUrl.content && contents.every((content) => content !== valueCode)) fault(`payload.extension[${place}].value`, `content is ${contents.join(", ")}`);
  }
  for (const { name, words, value, least, most } of bounds) {
    for (const [place, extension] of (channel.extension ?? []).entries()) {
      const given = extension[value] ?? Number.NaN;
      if (extension.url === backportUrl[name] && !(given >= least && given <= most)) fault(`extension[${place}].value`, `${words} is from ${least} to ${most}`);
    }
  }
  return [...issues, ...headerFaults(subscription, former, path)];
}

function headerFaults({ channel }: Subscription, former: Subscription | undefined, path: string): readonly Issue[] {
  const lines = channel.header ?? [];
  const fault = (place: number, text: string, rule: "subscription" | "no-bsn" = "subscription"): Issue => ({ text, expression: `${path}.channel.header[${place}]`, rule });
  if (lines.length > mostHeaders) return [{ text: `a channel has at most ${mostHeaders} headers`, expression: `${path}.channel.header`, rule: "subscription" }];
  const names = lines.map((line) => splitHeader(line)[0].toLowerCase());
  return lines.flatMap((line, place) => {
    const [name, value] = splitHeader(line);
    if (channel.type === "websocket") return [fault(place, "a websocket has no headers")];
    if (line.length > longestHeader || !headerName.test(name) || !headerValue.test(value)) return [fault(place, "a header reads Name: value, in printable characters")];
    if (names.indexOf(name.toLowerCase()) < place) return [fault(place, "a header is sent once")];
    if (forbidden.test(name)) return [fault(place, "this header isn't a subscriber's to set")];
    if (holdsBsn(name) || holdsBsn(value)) return [fault(place, "a BSN doesn't belong in a header", "no-bsn")];
    return line.includes(":") || keepsHeader(name, channel, former) ? [] : [fault(place, "a header needs its value; it stays as it was where a name alone is sent back to the same endpoint")];
  });
}

/** A value stays known only for where it was given for: to another endpoint it would give away a secret. */
export function keepsHeader(name: string, { endpoint }: Subscription["channel"], former: Subscription | undefined): boolean {
  return former !== undefined && former.channel.endpoint === endpoint && (former.channel.header ?? []).includes(name);
}

function holdsBsn(value: string): boolean {
  return value.match(/(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])/g)?.some(isBsn) ?? false;
}

function has(extensions: readonly Extension[] | undefined, url: string): boolean {
  return extensions?.some((each) => each.url === url) ?? false;
}

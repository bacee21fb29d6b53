export type Json = Record<string, unknown>;

/** A place in a resource: who holds it and under which key. */
export interface Place {
  readonly holder: Json;
  readonly key: string;
  readonly path: string;
}

/** One way to spoil a value; `undefined` takes it away. Some of what comes of it is right still: both validators should say so. */
interface Spoiler {
  readonly name: string;
  readonly on: (value: unknown, place: Place) => boolean;
  readonly make: (value: unknown, resource: unknown) => unknown;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isInObject = ({ holder }: Place): boolean => !Array.isArray(holder);
const isCode = (value: unknown, { key }: Place): boolean => isText(value) && (key === "code" || key === "status" || key === "use" || key === "type");
const isExtension = (value: unknown): value is Json => isObject(value) && isText(value["url"]) && Object.keys(value).some((key) => /^value[A-Z]/.test(key));
const isCoding = (value: unknown): value is Json => isObject(value) && isText(value["system"]) && isText(value["code"]);
const isInstant = (value: unknown): value is string => isText(value) && /T\d\d:\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)$/.test(value);
const isSeveral = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 1;

export const spoilers: readonly Spoiler[] = [
  { name: "without", on: (_value, place) => isInObject(place), make: () => undefined },
  { name: "null", on: (_value, place) => isInObject(place), make: () => null },
  { name: "unknown code", on: isCode, make: () => "unheard-of" },
  { name: "space before a code", on: isCode, make: (value) => ` ${String(value)}` },
  { name: "another coding of this resource", on: isCoding, make: (value, resource) => codingsIn(resource).find(({ code }) => code !== (value as Json)["code"]) ?? {} },
  { name: "other reference", on: (value, { key }) => isText(value) && key === "reference", make: () => "Location/elders" },
  { name: "contained that isn't there", on: (value, { key }) => isText(value) && key === "reference", make: () => "#nowhere" },
  { name: "unknown system", on: (value, { key }) => isText(value) && key === "system", make: () => "https://unheard-of.example/codes" },
  { name: "number for text", on: isText, make: () => 3.5 },
  { name: "text for number", on: isNumber, make: () => "many" },
  { name: "negative number", on: isNumber, make: (value) => -Math.abs(value as number) - 1 },
  { name: "fraction", on: isNumber, make: (value) => (value as number) + 0.5 },
  { name: "text for boolean", on: (value) => typeof value === "boolean", make: String },
  { name: "text for object", on: isObject, make: () => "x" },
  { name: "text that is no date", on: (value) => isText(value) && /^\d{4}-\d\d/.test(value), make: (value) => (value as string).replace(/-\d\d/, "-13") },
  { name: "time without zone", on: isInstant, make: (value) => (value as string).replace(/(?:Z|[+-]\d\d:\d\d)$/, "") },
  { name: "twice", on: Array.isArray, make: (value) => [...(value as unknown[]), ...(value as unknown[])] },
  { name: "the first left out", on: isSeveral, make: (value) => (value as unknown[]).slice(1) },
  { name: "in reverse", on: isSeveral, make: (value) => (value as unknown[]).toReversed() },
  { name: "list for one", on: (value, place) => isInObject(place) && !Array.isArray(value), make: (value) => [value] },
  { name: "one for list", on: (value) => Array.isArray(value), make: (value) => (value as unknown[])[0] },
  { name: "unknown element", on: isObject, make: (value) => ({ ...(value as Json), unheardOf: "x" }) },
  { name: "empty text", on: isText, make: () => "" },
  { name: "empty object", on: isObject, make: () => ({}) },
  { name: "extension that nobody defined", on: isExtension, make: (value) => ({ ...(value as Json), url: "https://unheard-of.example/extension" }) },
  { name: "extension without url", on: isExtension, make: (value) => Object.fromEntries(Object.entries(value as Json).filter(([key]) => key !== "url")) },
  { name: "extension of another type", on: isExtension, make: (value) => ({ url: (value as Json)["url"], valueBase64Binary: "aGk=" }) },
  { name: "extension with a value and extensions", on: isExtension, make: (value) => ({ ...(value as Json), extension: [{ url: "x", valueBoolean: true }] }) },
  { name: "script in the narrative", on: (value, { key }) => isText(value) && key === "div", make: (value) => (value as string).replace(/<\/div>\s*$/, "<script>x</script></div>") },
];

/** Every coding of a resource, in order. */
function codingsIn(value: unknown): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  return [...(isCoding(value) ? [value] : []), ...Object.values(value).flatMap(codingsIn)];
}

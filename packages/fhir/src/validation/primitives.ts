interface Primitive {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const datePattern = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const dateTimePattern =
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/;
const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Tells whether a text has the pattern and names a day the calendar knows; year 0000 is none. */
function isCalendarValid(pattern: RegExp, value: string): boolean {
  if (value.length === 10 && pattern !== instantPattern) return isDay(value);
  if (!pattern.test(value) || value.startsWith("0000")) return false;
  if (value.length < 10) return true;
  const day = Number(value.slice(8, 10));
  const month = Number(value.slice(5, 7));
  return day <= daysInMonth[month - 1]! && (month !== 2 || day < 29 || isLeapYear(Number(value.slice(0, 4))));
}

/** `YYYY-MM-DD`, the commonest of all, without a regular expression. */
function isDay(value: string): boolean {
  if (value.charCodeAt(4) !== dash || value.charCodeAt(7) !== dash) return false;
  const year = wholeIn(value, 0, 4);
  const month = wholeIn(value, 5, 7);
  const day = wholeIn(value, 8, 10);
  return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysInMonth[month - 1]! && (month !== 2 || day < 29 || isLeapYear(year));
}

const dash = "-".charCodeAt(0);

/** The whole number in a part of a text, NaN when something else than digits is there. */
function wholeIn(value: string, from: number, until: number): number {
  let whole = 0;
  for (let at = from; at < until; at += 1) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    whole = whole * 10 + digit;
  }
  return whole;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function text(pattern: RegExp, expected: string): Primitive {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), expected };
}

function calendar(pattern: RegExp, expected: string): Primitive {
  return { accepts: (value) => typeof value === "string" && isCalendarValid(pattern, value), expected };
}

function integer(from: number, expected: string): Primitive {
  return { accepts: (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= 2_147_483_647, expected };
}

/** Characters of the longest string. Source: FHIR R4, datatypes.html#string. */
const longestString = 1_048_576;

const notBlank: Primitive = {
  accepts: (value) => typeof value === "string" && value.length <= longestString && (isVisible(value.charCodeAt(0)) || /\S/.test(value)),
  expected: "text that is not empty, of 1,048,576 characters at most",
};

/** ASCII but for spaces and controls: nearly every text begins so. */
function isVisible(char: number): boolean {
  return char > 32 && char < 127;
}

const uri: Primitive = { accepts: (value) => typeof value === "string" && value !== "" && spacesIn(value) === 0, expected: "a URI without spaces" };
const code: Primitive = {
  accepts: (value) => typeof value === "string" && value !== "" && (spacesIn(value) === 0 || /^\S+(?:\s\S+)*$/.test(value)),
  expected: "a code: text without leading, trailing or doubled spaces",
};

/** How many characters are white space; a loop, because these two types are the commonest and a regular expression costs twice as much. */
function spacesIn(value: string): number {
  let spaces = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charCodeAt(at);
    if (char <= 32 || (char > 126 && /\s/.test(value[at]!))) spaces += 1;
  }
  return spaces;
}

/** The primitive types and what their values look like. Source: FHIR R4, Data Types, the regular expression of each;
 *  dates must besides exist, and binary content is complete groups of four. */
const primitives: Readonly<Record<string, Primitive>> = {
  boolean: { accepts: (value) => typeof value === "boolean", expected: "true or false" },
  integer: integer(-2_147_483_648, "a whole number of 32 bits"),
  unsignedInt: integer(0, "a whole number, 0 or more"),
  positiveInt: integer(1, "a whole number, 1 or more"),
  decimal: { accepts: (value) => typeof value === "number" && Number.isFinite(value), expected: "a number" },
  string: notBlank,
  markdown: notBlank,
  code,
  id: text(/^[A-Za-z0-9\-.]{1,64}$/, "an id: 1 to 64 letters, digits, '-' and '.'"),
  uri,
  url: uri,
  canonical: uri,
  oid: text(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, "an OID as urn:oid:..."),
  uuid: text(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "a UUID as urn:uuid:..., in lower case"),
  date: calendar(datePattern, "a date: YYYY, YYYY-MM or YYYY-MM-DD"),
  dateTime: calendar(dateTimePattern, "a date, or a date with time and zone"),
  instant: calendar(instantPattern, "an instant: date, time to the second, and zone"),
  time: text(/^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/, "a time: hh:mm:ss"),
  base64Binary: { accepts: isBase64, expected: "base64" },
  xhtml: notBlank,
};

/** No regular expression: one over megabytes would cost a stack frame for each group. */
function isBase64(value: unknown): boolean {
  if (typeof value !== "string" || value === "") return false;
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charCodeAt(at);
    const isLetter = (char >= 65 && char <= 90) || (char >= 97 && char <= 122);
    if (isLetter || (char >= 47 && char <= 57) || char === 43) {
      if (padding > 0) return false;
      digits += 1;
    } else if (char === 61) padding += 1;
    else if (char !== 32 && (char < 9 || char > 13)) return false;
  }
  return digits > 0 && padding <= 2 && (digits + padding) % 4 === 0;
}

/** How a primitive type is told, or `undefined` when the type is not primitive. */
export function primitive(type: string): Primitive | undefined {
  return Object.hasOwn(primitives, type) ? primitives[type] : undefined;
}

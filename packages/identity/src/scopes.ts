import { storedType, storedTypes } from "@wijkverband/fhir";

/** Scopes named after a use, as Dutch networks write them. What each gives is the policy's to say. */
export const useScopes: readonly string[] = ["wijkverband-zorgplan", "wijkverband-palliatief", "wijkverband-verantwoordelijke-huisarts"];

/** One scope a stored type with every interaction; each also exists with fewer letters (`system/Patient.rs`). */
export const systemScopes: readonly string[] = storedTypes.map(({ type }) => `system/${type}.cruds`);

/** Everything that discovery lists. */
export const supportedScopes: readonly string[] = [...systemScopes, ...useScopes];

const systemForm = /^system\/([A-Za-z]+)\.(c?r?u?d?s?)$/;

/** SMART v2: `c` create, `r` read, vread and history of one, `u` update and patch, `d` delete, `s` search and history of a type. */
export type InteractionLetter = "c" | "r" | "u" | "d" | "s";

interface SystemScope {
  readonly type: string;
  readonly letters: string;
}

function parseSystemScope(scope: string): SystemScope | undefined {
  const [, type, letters] = systemForm.exec(scope) ?? [];
  if (type === undefined || !letters || storedType(type) === undefined) return undefined;
  return { type, letters };
}

/** Tells whether `scope` is one of ours. Letters stand in the order of `cruds` (SMART App Launch 2.2, "Scopes for requesting
 *  FHIR resources"); the v1 words `read` and `write`, wildcards and search restrictions aren't ours. */
export function isKnownScope(scope: string): boolean {
  return useScopes.includes(scope) || parseSystemScope(scope) !== undefined;
}

/** Tells whether `requested` lies within `granted`: the same use, or the same type with no more letters. */
export function isCoveredScope(granted: readonly string[], requested: string): boolean {
  if (useScopes.includes(requested)) return granted.includes(requested);
  const wanted = parseSystemScope(requested);
  if (wanted === undefined) return false;
  return wanted.letters.split("").every((letter) =>
    granted.some((scope) => {
      const given = parseSystemScope(scope);
      return given?.type === wanted.type && given.letters.includes(letter);
    }),
  );
}

/** Tells whether the scopes of a token reach an interaction on a type. The use scopes don't: they name operations. */
export function reachesInteraction(scopes: readonly string[], type: string, letter: InteractionLetter): boolean {
  return lettersOf(scopes).get(type)?.includes(letter) ?? false;
}

/** The letters of each type that scopes give. A search asks for every type it can bring along, so they are read once a token. */
const readScopes = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

function lettersOf(scopes: readonly string[]): ReadonlyMap<string, string> {
  const known = readScopes.get(scopes);
  if (known !== undefined) return known;
  const letters = new Map<string, string>();
  for (const scope of scopes) {
    const given = parseSystemScope(scope);
    if (given !== undefined) letters.set(given.type, (letters.get(given.type) ?? "") + given.letters);
  }
  readScopes.set(scopes, letters);
  return letters;
}

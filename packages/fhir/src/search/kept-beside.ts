/** Names under which an index keeps what modifiers ask for, beside the values of the parameter itself. */

/** The logical identifiers of a reference (`patient:identifier=system|value`), as tokens. */
export function identifierParameter(code: string): string {
  return `${code}:identifier`;
}

/** The words that stand with a code or a reference (`code:text=...`), as strings. */
export function textParameter(code: string): string {
  return `${code}:text`;
}

/** Identifiers by their type (`identifier:of-type=system|code|value`), as tokens whose system is the type. */
export function ofTypeParameter(code: string): string {
  return `${code}:of-type`;
}

/** The type of an identifier as the system of a token. */
export function ofTypeSystem(system: string, code: string): string {
  return `${system}|${code}`;
}

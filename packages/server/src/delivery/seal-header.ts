import type { House } from "@wijkverband/facade";

/** The header that says who sent these very bytes: a detached JWS by the server's key, which `/.well-known/jwks.json` has. */
export async function sealHeader(sealer: House["sealer"], bytes: Uint8Array): Promise<Readonly<Record<string, string>>> {
  return { "Wijkverband-Seal": await sealer.sealBytes(bytes) };
}

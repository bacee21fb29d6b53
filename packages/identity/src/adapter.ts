import { type Adapter, errors } from "oidc-provider";
import { readClientKeys, type ClientRegistration } from "./registration.ts";
import type { ReplayStore } from "./replay-store.ts";

/** What oidc-provider keeps with us: it finds clients, and remembers assertions and proofs that were used. Tokens are JWTs
 *  and aren't kept; sessions, grants and codes don't exist. */
export function createAdapter(
  registrations: ReadonlyMap<string, ClientRegistration>,
  replay: ReplayStore,
  onFault: (fault: unknown) => void,
): (model: string) => Adapter {
  const nothing: Adapter = {
    upsert: async () => {},
    find: async () => undefined,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    consume: async () => {},
    destroy: async () => {},
    revokeByGrantId: async () => {},
  };
  const clients: Adapter = {
    ...nothing,
    find: async (id) => {
      const registration = registrations.get(id);
      if (!registration) return undefined;
      try {
        return describeClient(registration, await readClientKeys(registration));
      } catch (fault) {
        // A client whose key file is broken can't prove who it is; the others are none the wiser.
        onFault(fault);
        return undefined;
      }
    },
  };
  const used: Adapter = {
    ...nothing,
    // The library looks first and writes later, which lets two simultaneous replays through. Our store does both at once,
    // so the look finds nothing and the write refuses.
    upsert: async (id, _payload, expiresIn = 0) => {
      if (await replay.seen(`oauth ${id}`, Math.ceil(Date.now() / 1000) + expiresIn)) throw new errors.InvalidClientAuth("used before");
    },
  };
  return (model) => (model === "Client" ? clients : model === "ReplayDetection" ? used : nothing);
}

function describeClient({ clientId }: ClientRegistration, keys: readonly object[]): object {
  return {
    client_id: clientId,
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: "private_key_jwt",
    jwks: { keys },
  };
}

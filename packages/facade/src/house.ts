import type { ResourceTypeName, SearchParameters, Validator } from "@wijkverband/fhir";
import type { RegionalBasis } from "@wijkverband/policy";
import type { Store } from "@wijkverband/store";
import type { KeyObject } from "node:crypto";
import type { Logger } from "pino";
import type { ConsentService } from "./consent-service.ts";
import type { Limits } from "./limits.ts";
import type { Sealer } from "./seal.ts";
import type { BindingTokens } from "./subscription/binding.ts";
import type { EndpointRules } from "./subscription/endpoint.ts";

/** Everything the facade needs from outside, given once at the start. Tests pass a memory store and a fixed clock. */
export interface House {
  readonly store: Store;
  readonly validator: Validator;
  readonly searchParameters: SearchParameters;
  /** Profiles of ours, and the national ones that resources here meet as well, by type. */
  readonly supportedProfiles: readonly { readonly type: ResourceTypeName; readonly profile: string }[];
  /** Value sets that `:in` may name, expanded. */
  readonly valueSets: ReadonlyMap<string, readonly { readonly system: string; readonly code: string }[]>;
  /** Public base, `https://host/fhir`, without trailing slash. */
  readonly baseUrl: string;
  /** Where a client asks for a token, as `/metadata` says it. */
  readonly tokenEndpoint?: string;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly sealer: Sealer;
  /** 32 bytes; binds page cursors to their caller. */
  readonly cursorKey: KeyObject;
  /** 32 bytes; seals what a Subscription sends along in headers. */
  readonly headerKey: KeyObject;
  /** Where Subscriptions may have notifications sent to. */
  readonly endpoints: EndpointRules;
  /** Tokens with which who subscribed comes to listen. */
  readonly bindings: BindingTokens;
  readonly log: Logger;
  /** Authentication levels of which a person must have one; absent: any (the demo). */
  readonly acceptedAcr?: readonly string[];
  /** Bases on which another organisation may come in, as the region chose (`basis`). */
  readonly bases: readonly RegionalBasis[];
  /** Asked about a patient on whose consent somebody could come in, where nothing is known here; absent: only what is recorded here counts. */
  readonly consentService?: ConsentService;
  /** In days: how long a former practice may contest a move, and how long it may read its own history. */
  readonly transfer: { readonly contestDays: number; readonly recordDays: number };
  /** How much one client or address may ask; absent: as much as it likes. */
  readonly limits?: Limits;
  /** Most resources on a page. */
  readonly pageLimit: number;
  readonly softwareVersion: string;
}

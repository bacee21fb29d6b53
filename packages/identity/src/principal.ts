/** Who asks: one shape inside, whichever scheme vouched for it. A person is named on every call on patient data (`person`). */
export interface Principal {
  /** OAuth client, the software. */
  readonly client: string;
  /** `identifier` is a URA or KvK number; `type` a code of the national organisation-type list (Z3, N6, T2, J8, ...) or of ours. */
  readonly organization?: { readonly system: string; readonly identifier: string; readonly name: string; readonly type: string };
  readonly person?: {
    /** UZI, local employee id, or (patient, mantelzorger) a resource reference in `fhirUser`. */
    readonly id: string;
    readonly name: string;
    /** A role key of the policy table. Vouched for by the organisation. */
    readonly role: string;
    readonly acr?: string;
    /** `PractitionerRole/x`, `Patient/x` or `RelatedPerson/x` in our directory, when the token names it. */
    readonly fhirUser?: string;
  };
  /** v3 PurposeOfUse: TREAT, ETREAT, PATRQT, ... */
  readonly purpose: string;
  readonly scopes: readonly string[];
  readonly tokenId: string;
  /** Epoch seconds. */
  readonly expires: number;
}

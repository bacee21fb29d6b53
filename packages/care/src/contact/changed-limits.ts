import type { Consent, Resource } from "hl7-fhir-r4-types";
import { directiveDiscussion, isActiveDirective, isDirective, newestFirst, readLimit, sameStance, specificationOther, treatmentKey } from "../directive.ts";
import { limitText } from "../treatment.ts";

/** A limit that a post would change: of a directive that is there, or something new. */
export type ChangedLimit =
  | { readonly kind: "changed"; readonly current: Consent; readonly next: Consent; readonly words: string }
  | { readonly kind: "new"; readonly next: Consent; readonly words: string };

/** What the post's wishes come to in this record: each on the newest directive in force about the same treatment, else a new one. What holds already changes
 *  nothing and is left out. A wish that can't be read is refused before (`readLimit`). */
export function changedLimits(wishes: readonly Consent[], record: readonly Resource[], at: Date): readonly ChangedLimit[] {
  const inForce = record.filter(isDirective).filter((consent) => isActiveDirective(consent, at));
  const known = inForce.flatMap((consent) => {
    const reading = readLimit(consent);
    return reading.outcome === "read" ? [{ consent, limit: reading.limit }] : [];
  });
  return wishes.flatMap((wish): readonly ChangedLimit[] => {
    const reading = readLimit(wish);
    if (reading.outcome === "refused") return [];
    const { limit } = reading;
    const words = `${limit.treatment.text}: ${limitText(limit)}`;
    const [newest] = known.filter((each) => treatmentKey(each.limit) === treatmentKey(limit)).toSorted((one, other) => newestFirst(one.limit, other.limit));
    if (newest === undefined) return [{ kind: "new", next: wish, words }];
    return sameStance(newest.limit, limit) ? [] : [{ kind: "changed", current: newest.consent, next: withWish(newest.consent, wish), words }];
  });
}

/** The directive as it would be: the decision, its words, its day and who agreed are the wish's, all else stays. */
function withWish(current: Consent, wish: Consent): Consent {
  const { modifierExtension, extension, provision, dateTime, ...kept } = current;
  const modifiers = [...(modifierExtension ?? []).filter(({ url }) => url !== specificationOther), ...(wish.modifierExtension ?? []).filter(({ url }) => url === specificationOther)];
  const extensions = [...(extension ?? []).filter(({ url }) => url !== directiveDiscussion), ...(wish.extension ?? []).filter(({ url }) => url === directiveDiscussion)];
  const { type: _decided, actor, ...rest } = provision ?? {};
  const { type, actor: agreed = actor } = wish.provision ?? {};
  const date = wish.dateTime ?? dateTime;
  return {
    ...kept,
    ...(extensions.length > 0 && { extension: extensions }),
    ...(modifiers.length > 0 && { modifierExtension: modifiers }),
    ...(date !== undefined && { dateTime: date }),
    provision: { ...rest, ...(type !== undefined && { type }), ...(agreed !== undefined && { actor: agreed }) },
  };
}

import { policy, type Action, type Row } from "./policy.ts";
import { roles } from "./roles.ts";
import { tieWords } from "./ties.ts";

type Language = "nl" | "en";

const actionWords: Readonly<Record<Action, Readonly<Record<Language, string>>>> = {
  read: { nl: "lezen en zoeken", en: "read and search" },
  visit: { nl: "zien hoe je binnenkomt", en: "see how to get in" },
  create: { nl: "toevoegen", en: "create" },
  update: { nl: "wijzigen", en: "update" },
  delete: { nl: "verwijderen", en: "delete" },
  "$assemble-handover": { nl: "een overdracht voorbereiden", en: "prepare a handover" },
  "$publish-handover": { nl: "een overdracht publiceren", en: "publish a handover" },
  "$withdraw-handover": { nl: "een overdracht intrekken", en: "withdraw a handover" },
  "$palliative-handover": { nl: "de overdracht ophalen", en: "retrieve the handover" },
  "$responsible-gp": { nl: "vragen wie verantwoordelijk is", en: "ask who is responsible" },
};

const words = {
  nl: { head: ["regel", "wie", "mag", "van", "domein", "als", "omdat"], all: "alle", rest: "Wat hier niet staat, mag niet." },
  en: { head: ["row", "who", "may", "of", "domain", "when", "because"], all: "all", rest: "What isn't here is not allowed." },
} as const;

/** The policy as a Markdown table that a privacy officer can read and sign. */
export function printPolicy(language: Language, rows: readonly Row[] = policy): string {
  const { head, all, rest } = words[language];
  const lines = rows.map((row) =>
    cells([
      row.key,
      row.roles.map((role) => roles[role][language]).join(", "),
      row.may.map((action) => actionWords[action][language]).join(", "),
      row.on.join(", "),
      row.domains?.join(", ") ?? all,
      tieWords[row.when][language],
      row.why,
    ]),
  );
  return [cells(head), cells(head.map(() => "---")), ...lines, "", rest, ""].join("\n");
}

function cells(values: readonly string[]): string {
  return `| ${values.join(" | ")} |`;
}

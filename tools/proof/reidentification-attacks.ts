import type { View } from "./reidentification-marks.ts";
import type { ComparedField } from "./reidentification-model.ts";

/** Fields that belong together: left out one by one to see what they are worth to the attacker. */
export const fieldGroups = [
  "siteType",
  "product",
  "configuration",
  "connections",
  "errors",
  "listedErrors",
  "trustLists",
  "connectorEnds",
  "terminalProducts",
  "terminalEnds",
] as const;

export type FieldGroup = (typeof fieldGroups)[number];
type AnyGroup = FieldGroup | "informationTime" | "iccsn";

const setting: readonly FieldGroup[] = ["siteType", "product", "configuration"];
/** What a record holds besides product, configuration and site type. */
export const furtherGroups: readonly FieldGroup[] = fieldGroups.filter((group) => !setting.includes(group));
const ends = ["connectorEnds", "terminalEnds"] as const;
const times = ["connections", "errors"] as const;
const lists = ["listedErrors", "trustLists"] as const;

export type AttackName =
  | "withIccsn"
  | "exact"
  | "sent"
  | `exact ${CoarsenedGroup}`
  | `sent ${CoarsenedGroup}`
  | `without ${FieldGroup}`
  | `setting and ${FieldGroup}`
  | "withoutEnds"
  | "withoutTimes"
  | "withoutLists"
  | "setting"
  | "productAndSiteType";

/** Coarsened fields that are there in every record, each attacked alone to see what coarsening takes from it. */
export const coarsenedGroups = ["connections", "connectorEnds", "terminalEnds"] as const;
type CoarsenedGroup = (typeof coarsenedGroups)[number];

/** Who sees what. */
export interface Attack {
  readonly name: AttackName;
  readonly view: View;
  readonly groups: ReadonlySet<AnyGroup>;
}

const sent = (name: AttackName, groups: readonly AnyGroup[]): Attack => ({
  name,
  view: "sent",
  groups: new Set(groups),
});
const exact = (name: AttackName, groups: readonly AnyGroup[]): Attack => ({ ...sent(name, groups), view: "exact" });
const allBut = (...left: readonly AnyGroup[]): AnyGroup[] => fieldGroups.filter((group) => !left.includes(group));

export const attacks: readonly Attack[] = [
  exact("withIccsn", [...fieldGroups, "informationTime", "iccsn"]),
  exact("exact", [...fieldGroups, "informationTime"]),
  sent("sent", fieldGroups),
  ...coarsenedGroups.flatMap((group) => [exact(`exact ${group}`, [group]), sent(`sent ${group}`, [group])]),
  ...fieldGroups.map((group) => sent(`without ${group}`, allBut(group))),
  ...furtherGroups.map((group) => sent(`setting and ${group}`, [...setting, group])),
  sent("withoutEnds", allBut(...ends)),
  sent("withoutTimes", allBut(...ends, ...times)),
  sent("withoutLists", allBut(...ends, ...times, ...lists)),
  sent("setting", setting),
  sent("productAndSiteType", ["siteType", "product"]),
];

/** True if an attack that has these groups sees the field. */
export const isActive = (field: string, groups: ReadonlySet<AnyGroup>): boolean => {
  if (field.startsWith("error ")) return groups.has("errors");
  const hasProducts = groups.has("terminalProducts");
  const hasEnds = groups.has("terminalEnds");
  switch (field) {
    case "firmware":
      return groups.has("product");
    case "ti":
    case "sis":
      return groups.has("connections");
    // Both together tell more than each alone, and must not be counted twice.
    case "terminals":
      return hasProducts && hasEnds;
    case "terminalProducts":
      return hasProducts && !hasEnds;
    case "terminalEnds":
      return hasEnds && !hasProducts;
    default:
      return [...groups].some((group) => group === field);
  }
};

/** Two ways to a candidate, so that a change in one of them does not hide the device: what it is set to, what cards it has. */
const keys: readonly (readonly string[])[] = [
  ["siteType", "product", "configuration"],
  ["connectorEnds", "terminals", "terminalEnds"],
  ["iccsn"],
];

/** With what an attack looks up candidates. Of the connections alone only exact ones are distinct enough for an index. */
export const keysOf = ({ name }: Attack, active: ReadonlyMap<string, ComparedField>): ComparedField[][] =>
  (name === "exact connections" ? [["ti"]] : keys)
    .map((key) => key.map((field) => active.get(field)).filter((field) => field !== undefined))
    .filter((key) => key.length > 0);

/** What stays from day to day as a rule. */
export const stableFields = [
  "siteType",
  "product",
  "firmware",
  "configuration",
  "listedErrors",
  "connectorEnds",
  "terminals",
] as const;

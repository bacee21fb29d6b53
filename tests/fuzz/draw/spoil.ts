import type { Random } from "../../oracle/random.ts";
import type { Json } from "./material.ts";
import { drawOdd, textOf } from "./odd-values.ts";

/** Spoils one thing somewhere in a body: replaces, removes, doubles, renames, wraps, moves. */
export function spoil(random: Random, value: Json, depth = 0): Json {
  if (typeof value !== "object" || value === null || random.chance(depth === 0 ? 0.01 : 0.08)) return spoiltLeaf(random, value);
  return Array.isArray(value) ? spoiltList(random, value as readonly Json[], depth) : spoiltObject(random, value as Readonly<Record<string, Json>>, depth);
}

function spoiltLeaf(random: Random, value: Json): Json {
  const how = random.whole(0, 7);
  if (how === 0) return [value];
  if (how === 1) return { value };
  if (how === 2 && typeof value === "string") return value.slice(0, random.whole(0, value.length));
  if (how === 3 && typeof value === "string") return value + value;
  if (how === 4) return textOf(value);
  return drawOdd(random);
}

function spoiltList(random: Random, list: readonly Json[], depth: number): Json {
  if (list.length === 0) return [drawOdd(random)];
  const place = random.whole(0, list.length - 1);
  const how = random.whole(0, 11);
  if (how === 0) return list.filter((_, index) => index !== place);
  if (how === 1) return [...list, list[place] ?? null];
  if (how === 2) return [...list, drawOdd(random)];
  if (how === 3) return list.toReversed();
  if (how === 4) return Array.from({ length: random.whole(2, 60) }, () => list[place] ?? null);
  return list.map((item, index) => (index === place ? spoil(random, item, depth + 1) : item));
}

function spoiltObject(random: Random, object: Readonly<Record<string, Json>>, depth: number): Json {
  const entries = Object.entries(object);
  if (entries.length === 0) return drawOdd(random);
  const place = placeIn(random, entries.map(([name]) => name));
  const [name, item] = entries[place]!;
  const others = entries.filter((_, index) => index !== place);
  const how = name === "entry" || name === "parameter" ? 15 : random.whole(0, 15);
  if (how === 0) return Object.fromEntries(others);
  if (how === 1) return Object.fromEntries([...entries, [`${name}x`, item]]);
  if (how === 2) return Object.fromEntries([...others, [`_${name}`, item]]);
  if (how === 3) return Object.fromEntries([...entries, [`_${name}`, drawOdd(random)]]);
  if (how === 4) return Object.fromEntries([...others, [name, random.pick(entries)[1]]]);
  if (how === 5) return Object.fromEntries([...others, [textOf(drawOdd(random)), item]]);
  return Object.fromEntries(entries.map(([key, each], index) => [key, index === place ? spoil(random, each, depth + 1) : each]));
}

/** Mostly where there is most to spoil, and seldom where it is refused at first sight. */
function placeIn(random: Random, names: readonly string[]): number {
  const inner = names.findIndex((name) => name === "entry" || name === "parameter" || name === "resource");
  if (inner >= 0 && random.chance(0.8)) return inner;
  const place = random.whole(0, names.length - 1);
  return names[place] === "resourceType" && random.chance(0.9) ? random.whole(0, names.length - 1) : place;
}

/** Spoils text on its way: cuts, doubles, swaps or slips in some characters. */
export function spoilText(random: Random, text: string): string {
  const at = random.whole(0, text.length);
  const to = Math.min(text.length, at + random.whole(0, 30));
  const how = random.whole(0, 5);
  if (how === 0) return text.slice(0, at);
  if (how === 1) return text.slice(0, at) + text.slice(to);
  if (how === 2) return text.slice(0, to) + text.slice(at);
  if (how === 3) return text.slice(0, at) + textOf(drawOdd(random)) + text.slice(at);
  if (how === 4) return `${text.slice(0, at)}${random.pick(["<", ">", "&", '"', "{", "}", "[", "]", ",", ":", "\\", "<!--", "<![CDATA[", "&#0;", "\\u0000", "1e9", "<?a?>"])}${text.slice(to)}`;
  return text.replaceAll(random.pick(["a", "e", '"', "/", ":", "value"]), () => (random.chance(0.05) ? "\u0000" : "a"));
}

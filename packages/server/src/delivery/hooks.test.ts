import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isPrivateAddress } from "./addresses.ts";
import { readHooks, type Hook, type HookRules } from "./hooks.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-hooks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const strict: HookRules = { http: false, private: false };

function hooks(list: unknown, rules: HookRules = strict): readonly Hook[] {
  writeFileSync(join(folder, "hooks.json"), typeof list === "string" ? list : JSON.stringify(list));
  return readHooks(folder, rules);
}

const to = (url: unknown): readonly object[] => [{ organization: "00000102", url }];

describe("hooks.json", () => {
  test("isn't needed", () => {
    expect(readHooks(join(folder, "nowhere"), strict)).toEqual([]);
  });

  test("names organisations by URA, or by another number with its system", () => {
    const [first, second] = hooks([{ organization: "00000102", url: "https://post.example/hook?a=1", secret: "at-least-sixteen" }, { organization: "http://www.kvk.nl/|00000104", url: "http://localhost:9000/" }]);
    expect(first).toEqual({ organization: { system: "http://fhir.nl/fhir/NamingSystem/ura", code: "00000102" }, url: new URL("https://post.example/hook?a=1"), secret: "at-least-sixteen", here: false });
    expect(second).toMatchObject({ organization: { system: "http://www.kvk.nl/", code: "00000104" }, here: true });
  });

  test.each([
    "ftp://post.example/",
    "http://post.example/",
    "http://localhost.post.example/",
    "http://127.0.0.1.post.example/",
    "https://me:secret@post.example/",
    "https://post.example/#part",
    "https://10.0.0.5/",
    "https://127.0.0.2/",
    "https://0x7f.2/",
    "https://2852039166/",
    "https://169.254.169.254/latest",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::]/",
    "/hook",
    "",
    7,
    undefined,
  ])("stops the start for the address %s, naming the entry", (url) => {
    expect(() => hooks(to(url))).toThrow(expect.objectContaining({ category: "fault", message: expect.stringContaining("hooks.json, entry 1") as string }));
  });

  test("lets whoever runs it allow the clear and own networks, each by itself", () => {
    expect(hooks(to("http://post.example/"), { http: true, private: false })).toHaveLength(1);
    expect(hooks(to("https://10.0.0.5/"), { http: false, private: true })).toHaveLength(1);
    expect(() => hooks(to("http://10.0.0.5/"), { http: true, private: false })).toThrow("own network");
    expect(() => hooks(to("http://10.0.0.5/"), { http: false, private: true })).toThrow("in the clear");
  });

  test.each([
    ["{", "isn't JSON"],
    ["{}", "is a list"],
    ["[null]", "entry 1"],
    [[{ organization: "", url: "https://a.example/" }], "organization"],
    [[{ organization: "1", url: "https://a.example/", secret: "short-and-known" }], "a secret is a text of at least 16"],
    [[...to("https://a.example/"), ...to("https://b.example/")], "entry 2: an organisation has one hook"],
  ])("that says %j stops the start", (list, message) => {
    expect(() => hooks(list)).toThrow(message);
  });

  test("that can't be used never shows a secret", () => {
    expect(() => hooks([{ organization: "1", url: "ftp://x", secret: "known-to-two-of-us" }])).not.toThrow("known-to-two");
  });
});

test("an own network is told from the rest of the world by the address itself", () => {
  const own = ["0.0.0.0", "10.255.255.255", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "198.19.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fdff::1", "fe80::1", "ff02::1", "::ffff:192.168.0.1", "::ffff:7f00:1", "64:ff9b::a00:1", "2002:a00:1::", "localhost", ""];
  expect(own.filter((address) => !isPrivateAddress(address))).toEqual([]);
  const world = ["1.1.1.1", "172.15.255.255", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2a01:4f8::1", "2606:4700::1111", "::ffff:1.1.1.1"];
  expect(world.filter(isPrivateAddress)).toEqual([]);
});

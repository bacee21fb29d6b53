import { describe, expect, test } from "vitest";
import { mainBsn } from "@wijkverband/server";
import { byBsn, valueOf } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

describe("03:00 at the out-of-hours post", () => {
  const demo = useDemo();

  test("one call gives status, sealed document, responsible GP and how to get in", async () => {
    const answer = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    expect(answer.status).toBe(200);
    expect(valueOf(answer.body, "status")).toBe("current");
    expect(valueOf(answer.body, "handover")).toMatchObject({ resourceType: "Bundle", type: "document", signature: { sigFormat: "application/jose" } });
    expect(valueOf(answer.body, "responsible-gp")).toMatchObject({ parameter: expect.arrayContaining([expect.objectContaining({ name: "rule", valueCode: "anw-post" })]) });
    expect(valueOf(answer.body, "home-access")).toMatchObject({ resourceType: "Flag" });
  });
});

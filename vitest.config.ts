import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "tests/**/*.test.ts"],
    // CommonJS defaults as Node gives them: what passes here runs there
    deps: { interopDefault: false },
    setupFiles: ["tests/seed.ts"],
    pool: "threads",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig, devices } from "@playwright/test";

/** Run by `cargo xtask test e2e`, which starts the server, fills a demo firm, and sets both variables. */
const baseURL = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const executablePath = process.env.CHROMIUM;

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  // No retries: a test that passes the second time has found something.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // Long, so that a busy machine does not decide: nothing here waits for time to pass.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        // Chromium's own sandbox does not start as root; the pages are all ours.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: desktop, testIgnore: ["**/nojs/**", "**/phone/**"] },
    { name: "phone", use: phone, testMatch: ["**/phone/**", "**/pages.spec.ts"] },
    { name: "nojs", use: { ...desktop, javaScriptEnabled: false }, testMatch: ["**/nojs/**"] },
  ],
});

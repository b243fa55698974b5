// Measures cold first loads and keystrokes in Chromium. Told in BENCH_TASK by bench/src/page.rs, which
// reads the one line of JSON that this prints. Times in milliseconds.
import { createRequire } from "node:module";

const task = JSON.parse(process.env.BENCH_TASK);
const { chromium } = createRequire(`${task.packages}/package.json`)("playwright-core");

/** How each kind of file was encoded. */
const seen = new Map();

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});
try {
  // The first of each warms the browser and the server, and is left out.
  const loads = await several(task.loads + 1, () => load(true));
  const withoutWasm = await several(task.loads + 1, () => load(false));
  const { keystrokes, fetches } = await typing();
  const encodings = Object.fromEntries([...seen].map(([kind, names]) => [kind, [...names]]));
  console.log(JSON.stringify({ loads, withoutWasm, keystrokes, fetches, encodings }));
} finally {
  await browser.close();
}

async function several(count, work) {
  const found = [];
  for (let n = 0; n < count; n++) found.push(await work());
  return found.slice(1);
}

/** A browser that has never been here, but is signed in. */
async function visitor() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "sv-SE", timezoneId: "Europe/Stockholm" });
  await context.addCookies([{ name: "kundkort", value: task.token, url: task.address }]);
  const page = await context.newPage();
  await page.addInitScript(observe);
  return { context, page };
}

/** In the page: notes the paints, the moment of hydration, and when hits are on the screen. */
function observe() {
  const noted = (window.__bench = { fcp: 0, lcp: 0, interactive: 0, since: 0, wanted: null, shown: null });
  const paints = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  paints("paint", (entry) => entry.name === "first-contentful-paint" && (noted.fcp = entry.startTime));
  paints("largest-contentful-paint", (entry) => (noted.lcp = entry.startTime));
  document.addEventListener("input", (event) => (noted.since = event.timeStamp), true);
  // After the frame that shows them: a message is handled when the frame has been handed over.
  noted.painted = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(0);
    });
  new MutationObserver(() => {
    if (!noted.interactive && document.documentElement.hasAttribute("data-hydrated")) noted.interactive = performance.now();
    if (noted.wanted === null) return;
    // The list says what it was searched for, or that there is nothing.
    const head = document.querySelector("#content .for-query")?.textContent ?? "";
    if (!head.includes(`”${noted.wanted}”`)) return;
    noted.wanted = null;
    noted.painted((now) => noted.shown(now - noted.since));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-hydrated"] });
}

async function load(withCode) {
  const { context, page } = await visitor();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  if (!withCode) await network.send("Network.setBlockedURLs", { urls: ["*.wasm", "*/pkg/*.js"] });
  const kinds = new Map();
  const bytes = {};
  // What a page that is alive asks for beforehand is no part of the first load.
  let alive = false;
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (alive) return;
    const kind = kindOf(new URL(response.url).pathname);
    kinds.set(requestId, kind);
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === "content-encoding")?.[1] ?? "as it is";
    if (withCode) seen.set(kind, (seen.get(kind) ?? new Set()).add(encoding));
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  await page.goto(`${task.address}/contacts`, { waitUntil: "load" });
  if (withCode) await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  alive = withCode;
  await page.waitForLoadState("networkidle");
  const found = await page.evaluate(() => ({
    fcp: window.__bench.fcp,
    lcp: window.__bench.lcp,
    interactive: window.__bench.interactive || performance.getEntriesByType("navigation")[0].domInteractive,
    rows: document.querySelectorAll("#hits .hit").length,
  }));
  await context.close();
  return { ...found, bytes };
}

function kindOf(path) {
  if (path.endsWith(".wasm")) return "WASM";
  if (path.endsWith(".js")) return "JS";
  if (path.endsWith(".css")) return "CSS";
  if (/\.(woff2?|ttf)$/.test(path)) return "font";
  if (/\.(svg|png|ico|webmanifest)$/.test(path)) return "icons";
  return path.startsWith("/api/") ? "data" : "HTML";
}

/** Types names letter by letter, with the clock on from the third letter on. */
async function typing() {
  const { context, page } = await visitor();
  await page.goto(`${task.address}/contacts`);
  await page.waitForSelector("html[data-hydrated]", { state: "attached" });
  await page.waitForLoadState("networkidle");
  const field = page.locator("#q");
  const keystrokes = [];
  const fetches = [];
  for (const name of task.names) {
    // A text that no name begins with, so that the next hits are new ones.
    await field.fill("");
    for (const [at, letter] of [...name].entries()) {
      await field.focus();
      if (at < 2) {
        await page.keyboard.type(letter);
        continue;
      }
      const text = [...name].slice(0, at + 1).join("");
      // A name with a space in it asks the same before and after the space.
      if (text !== text.trim()) {
        await page.keyboard.type(letter);
        continue;
      }
      const shown = page.evaluate(wait, text);
      await page.keyboard.type(letter);
      // The time that typing is waited for (app/src/search/panel.rs).
      keystrokes.push((await shown) - 100);
    }
    fetches.push(await page.evaluate(fetchAndPaint, task.file));
  }
  await context.close();
  return { keystrokes, fetches };
}

function wait(text) {
  window.__bench.wanted = text;
  return new Promise((shown, failed) => {
    window.__bench.shown = shown;
    setTimeout(() => failed(new Error(`no hits for ${text} within 10 s`)), 10_000);
  });
}

/** The floor: as many bytes from the same server, and a frame. */
async function fetchAndPaint(file) {
  const since = performance.now();
  const answer = await fetch(file, { cache: "no-store" });
  await answer.json();
  return new Promise((done) => window.__bench.painted((now) => done(now - since)));
}

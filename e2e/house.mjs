// The demo country in a folder of its own, and a browser that forgives nothing.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const BIN = process.env.OPENFIU_BIN;
const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "shots");
const OPENING_MS = 300_000;
/** The country's reports are the same on whatever day it is founded. */
const FIRST_DAY = "2026-03-17";

/** Starts `fiu demo` on free ports; gives its addresses, log-ins and the way to end it. */
export async function openCountry(reports) {
  const data = mkdtempSync(join(tmpdir(), "openfiu-e2e-"));
  const country = ["--reports", String(reports), "--first-day", FIRST_DAY];
  const args = ["demo", "--data", data, ...country, "--portal-port", "0", "--desk-port", "0"];
  const child = spawn(join(BIN, "fiu"), args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let complained = "";
  const ready = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the country did not open in time:\n${complained}`)), OPENING_MS);
    child.stdout.on("data", (piece) => {
      said += piece;
      if (said.includes("Ctrl-C ends it.")) {
        clearTimeout(late);
        resolve();
      }
    });
    child.stderr.on("data", (piece) => { complained += piece; });
    child.on("exit", (code) => reject(new Error(`fiu demo ended with ${code}:\n${complained}`)));
  });
  const close = async () => {
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    const code = await gone;
    rmSync(data, { recursive: true, force: true });
    return code;
  };
  try {
    await ready;
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  const address = (words) => said.match(new RegExp(`${words}\\s+(http://127\\.0\\.0\\.1:\\d+)/`))[1];
  const sheet = JSON.parse(readFileSync(join(data, "demo.json"), "utf8"));
  const logIn = (login) => [...sheet.reporters, ...sheet.staff].find((one) => one.login === login);
  return { data, portal: address("portal, for reporters"), desk: address("desk, for the office"), logIn, close };
}

/** The one-time code of this moment, by our own helper. */
export const code = (secret) => execFileSync(join(BIN, "fiu"), ["totp", secret], { encoding: "utf8" }).trim();

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** A visitor with a fresh browser profile in a language. `wrongs` gathers what a browser must never have to say. */
export async function visitor(browser, base, lang) {
  const context = await browser.newContext({ locale: lang, viewport: { width: 1280, height: 900 } });
  const wrongs = [];
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on("console", (line) => { if (line.type() === "error") wrongs.push(`console: ${line.text()}`); });
  page.on("pageerror", (error) => wrongs.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith("http") && to.origin !== base) wrongs.push(`another host: ${request.url()}`);
  });
  page.on("response", (answer) => { if (answer.status() >= 500) wrongs.push(`${answer.status()} ${answer.url()}`); });
  return { page, base, lang, wrongs, close: () => context.close() };
}

/** Signs in with password and code. */
export async function signIn(who, logIn) {
  const { page, base } = who;
  await page.goto(`${base}/sign-in`);
  await page.fill("input[name=login]", logIn.login);
  await page.fill("input[name=password]", logIn.password);
  await page.click("form.card button[type=submit]");
  await page.waitForURL("**/sign-in/code");
  await page.fill("input[name=code]", code(logIn.secret));
  await page.click("form.card button[type=submit]");
  await page.waitForURL(`${base}/**`);
  await page.waitForSelector("nav.nav");
}

/** What a page must be in any language: direction, one headline, no key where words should be. */
export async function wrongWith(who) {
  const found = await who.page.evaluate(() => {
    const keys = /^(findings|letter|letters|upload|home|error|nav|help|signin|account|arrivals|audit|report|search|status|step|desk|portal|welcome|party|tx|role|severity|act|answer|thing)-[a-z]+(-[a-z]+)*$/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const raw = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      const codeLike = node.parentElement.closest("code, pre, .listing, td, dd, kbd");
      if (keys.test(text) && !codeLike) raw.push(text);
    }
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth + 1;
    return { dir: document.documentElement.dir, lang: document.documentElement.lang, raw, wide,
      headlines: document.querySelectorAll("h1").length };
  });
  const wrong = [];
  if (found.lang !== who.lang) wrong.push(`language ${found.lang} instead of ${who.lang}`);
  if (found.dir !== (who.lang === "ar" ? "rtl" : "ltr")) wrong.push(`direction ${found.dir}`);
  if (found.headlines !== 1) wrong.push(`${found.headlines} headlines`);
  if (found.raw.length > 0) wrong.push(`keys instead of words: ${found.raw.join(", ")}`);
  if (found.wide) wrong.push("the page is wider than the window");
  return wrong;
}

export async function shot(who, name) {
  mkdirSync(SHOTS, { recursive: true });
  await who.page.screenshot({ path: join(SHOTS, `${who.lang}-${name}.png`), fullPage: true });
}

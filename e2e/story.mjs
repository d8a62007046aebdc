// The story, told twice. Each step is one check; a step that fails does not hide the next.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openCountry, shot, signIn, visitor, wrongWith } from "./house.mjs";

const REPORTS = 12;
let passed = 0;
let failed = 0;

async function step(who, name, what) {
  try {
    await what();
    if (who) {
      const wrong = await wrongWith(who);
      assert.deepEqual(wrong, [], "the page itself");
    }
    passed += 1;
    console.log(`ok      ${who ? `${who.lang} ` : ""}${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${who ? `${who.lang} ` : ""}${name}: ${error.message.split("\n").slice(0, 12).join("\n        ")}`);
  }
  if (who) await shot(who, name.replaceAll(/[^a-z0-9]+/g, "-")).catch(() => {});
}

const text = (page, selector) => page.locator(selector).first().innerText();

/** The file as the next bank would write it: its own number, its own reference. */
const asFiledBy = (xml, rentity, reference) => xml
  .replace(/<rentity_id>\d+<\/rentity_id>/, `<rentity_id>${rentity}</rentity_id>`)
  .replace(/<entity_reference>[^<]*<\/entity_reference>/, `<entity_reference>${reference}</entity_reference>`);

async function choose(page, name, xml) {
  await page.setInputFiles("input[type=file]", { name, mimeType: "application/xml", buffer: Buffer.from(xml) });
}

async function drop(page, name, xml) {
  const transfer = await page.evaluateHandle(([fileName, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], fileName, { type: "application/xml" }));
    return data;
  }, [name, xml]);
  await page.dispatchEvent(".drop", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
  assert.equal(await text(page, "[data-file-name]"), name);
}

/** The reporter's half; gives the number under which the report was registered. */
async function reporter(country, browser, lang, login, files) {
  const who = await visitor(browser, country.portal, lang);
  const { page } = who;
  let number = "";
  await step(who, "a reporter signs in", () => signIn(who, country.logIn(login)));
  await step(who, "a bad file is chosen and sent", async () => {
    await page.goto(`${country.portal}/send`);
    await choose(page, "bad.xml", files.bad);
    await page.click("form[data-upload] button[type=submit]");
    await page.waitForURL("**/findings");
    assert.ok(await page.locator("article.finding").count() >= 4, "at least four findings");
  });
  await step(who, "every finding has its place in the file", async () => {
    const shown = await page.locator("article.finding .listing tr.hit").count();
    assert.equal(shown, await page.locator("article.finding").count());
    const line = Number((await text(page, "article.finding .listing tr.hit td.ln")).trim());
    const told = (await text(page, "article.finding .listing tr.hit td:last-child")).trim();
    assert.equal(told, files.bad.split("\n")[line - 1].trim(), `line ${line}`);
  });
  await step(who, "findings are grouped and filtered", async () => {
    const all = await page.locator("article.finding").count();
    await page.fill("input[name=q]", "XSD-ENUM");
    await page.click("form.filters button[type=submit]");
    await page.waitForURL("**q=XSD-ENUM**");
    const some = await page.locator("article.finding").count();
    assert.ok(some >= 1 && some < all, `${some} of ${all}`);
    await page.goto(page.url().split("?")[0] + "?group=place");
    assert.equal(await page.locator("article.finding").count(), all);
  });
  await step(who, "the same file dropped again is the same letter", async () => {
    await page.goto(`${country.portal}/send`);
    await drop(page, "bad.xml", files.bad);
    await page.click("form[data-upload] button[type=submit]");
    await page.waitForURL("**/findings");
    await page.goto(`${country.portal}/letters?q=bad.xml`);
    assert.equal(await page.locator("main tbody tr").count(), 1);
  });
  await step(who, "the mended file gets a receipt", async () => {
    await page.goto(`${country.portal}/send`);
    await drop(page, "mended.xml", files.mended);
    await page.click("form[data-upload] button[type=submit]");
    await page.waitForURL(/\/letters\/[0-9a-f-]{36}$/);
    const receipt = await text(page, "pre#receipt");
    assert.match(receipt, /— edge /, "signed by the edge");
  });
  await step(who, "the office answers with a number", async () => {
    for (let tries = 0; tries < 60 && !number; tries += 1) {
      const strong = page.locator("section.card dd strong");
      if (await strong.count() > 0) number = (await strong.first().innerText()).trim();
      if (!number) {
        await page.waitForTimeout(500);
        await page.reload();
      }
    }
    assert.match(number, /^STR-\d{4}-\d{6}$/);
  });
  await step(who, "the home page shows both letters", async () => {
    await page.goto(country.portal);
    const shown = await text(page, "main");
    assert.ok(shown.includes("mended.xml") || shown.includes("bad.xml"), shown.slice(0, 300));
  });
  for (const path of ["/letters", "/account", "/help", "/explain/XSD-ENUM"]) {
    await step(who, `the page ${path} stands`, async () => {
      const answer = await page.goto(country.portal + path);
      assert.equal(answer.status(), 200);
    });
  }
  await step(null, `${lang} portal: the browser had nothing to complain about`, async () => assert.deepEqual(who.wrongs, []));
  await who.close();
  return number;
}

/** The pages of the portal for somebody who has sent nothing yet. */
async function newcomer(country, browser, lang, login) {
  const who = await visitor(browser, country.portal, lang);
  await step(who, "a newcomer signs in", () => signIn(who, country.logIn(login)));
  for (const path of ["/", "/send", "/letters", "/account", "/help"]) {
    await step(who, `the page ${path} stands`, async () => {
      const answer = await who.page.goto(country.portal + path);
      assert.equal(answer.status(), 200);
    });
  }
  await step(null, `${lang} portal: the browser had nothing to complain about`, async () => assert.deepEqual(who.wrongs, []));
  await who.close();
}

async function changeLanguage(who, lang) {
  who.lang = lang;
  await who.page.locator("details.menu").first().locator("summary").click();
  await Promise.all([who.page.waitForLoadState("load"), who.page.click(`button[name=lang][value=${lang}]`)]);
  await who.page.waitForSelector(`html[lang=${lang}]`);
}

/** The officer's half, in a language the session changes to. */
async function officer(who, country, number, bank, [person, account]) {
  const { page } = who;
  const row = page.locator("main tbody tr", { hasText: "mended.xml" }).filter({ hasText: bank });
  await step(who, "the letter is among the arrivals", async () => {
    await page.goto(country.desk);
    await row.waitFor();
  });
  await step(who, "an officer opens the letter and its report", async () => {
    await row.locator("a").first().click();
    await page.waitForURL("**/reports/**");
    assert.ok((await text(page, "h1")).includes(number));
    assert.ok(await page.locator(".tabs a, nav a[href*='/reports/'], main a[href*='/reports/']").count() > 2, "tabs");
  });
  for (const [name, words] of [["number", number], ["name", person], ["account", account]]) {
    await step(who, `a search by ${name} finds it`, async () => {
      await page.goto(`${country.desk}/search`);
      await page.fill("input[name=q]", words);
      await page.fill("input[name=reason]", "e2e: looking for what was sent");
      await page.click("form[role=search] button[type=submit]");
      await page.waitForSelector(`main a:has-text("${number}")`);
    });
  }
}

/** Every part of a report, looked at in the language of the session; and the queue in its other orders. */
async function report(who, country, number) {
  const { page } = who;
  await step(who, "the queue is narrowed to the report", async () => {
    await page.goto(`${country.desk}/?order=largest&q=${number}`);
    assert.equal(await page.locator("main tbody tr").count(), 1);
    await page.locator("main tbody tr a").first().click();
    await page.waitForURL("**/reports/**");
  });
  const whole = page.url();
  for (const tab of ["transactions", "parties", "findings", "original", "letter"]) {
    await step(who, `the ${tab} of the report stand`, async () => {
      const answer = await page.goto(`${whole}/${tab}`);
      assert.equal(answer.status(), 200);
    });
  }
}

async function desk(country, browser, numbers, known) {
  const who = await visitor(browser, country.desk, "en");
  await step(who, "an officer signs in", () => signIn(who, country.logIn("officer")));
  await officer(who, country, numbers.en, "Harbour Bank", known);
  await changeLanguage(who, "ar").catch(() => {});
  await officer(who, country, numbers.ar, "South Bay", known);
  await report(who, country, numbers.ar);
  await changeLanguage(who, "zh").catch(() => {});
  await report(who, country, numbers.en);
  await step(null, "desk, officer: the browser had nothing to complain about", async () => assert.deepEqual(who.wrongs, []));
  await who.close();

  const auditor = await visitor(browser, country.desk, "en");
  await step(auditor, "an auditor signs in and has the log checked: it is whole", async () => {
    await signIn(auditor, country.logIn("auditor"));
    await auditor.page.goto(`${country.desk}/audit`);
    await auditor.page.click("form[action='/audit/check'] button");
    await auditor.page.waitForSelector("main .notice.good");
  });
  await step(auditor, "an auditor finds who looked at reports", async () => {
    await auditor.page.fill("input[name=about]", "report");
    await auditor.page.click("form.filters button[type=submit]");
    await auditor.page.waitForURL("**about=report**");
    assert.ok(await auditor.page.locator("main tbody tr").count() >= 2);
  });
  await step(null, "an auditor may not open the arrivals", async () => {
    const answer = await auditor.page.context().request.get(`${country.desk}/search`, { maxRedirects: 0 });
    assert.ok([403, 404].includes(answer.status()), `status ${answer.status()}`);
  });
  await changeLanguage(auditor, "ar").catch(() => {});
  await step(auditor, "an auditor sees that the log is whole", async () => {
    await auditor.page.goto(`${country.desk}/audit`);
    assert.equal(await auditor.page.locator("main .notice.good").count(), 1);
  });
  await step(null, "desk, auditor: the browser had nothing to complain about", async () => assert.deepEqual(auditor.wrongs, []));
  await auditor.close();

  const admin = await visitor(browser, country.desk, "en");
  await step(admin, "an administrator sees the people", async () => {
    await signIn(admin, country.logIn("admin"));
    await admin.page.goto(`${country.desk}/admin`);
    assert.ok((await text(admin.page, "main")).includes("officer"));
  });
  await admin.close();
}

/** The text of the first element of that name. */
const first = (xml, name) => xml.match(new RegExp(`<${name}>([^<]+)</${name}>`))?.[1] ?? "";

const country = await openCountry(REPORTS);
const browser = await openBrowser();
try {
  const read = (name) => readFileSync(join(country.data, "try", name), "utf8");
  const [bad, mended] = [read("bad.xml"), read("mended.xml")];
  const second = { bad: asFiledBy(bad, 1007, "SB-1"), mended: asFiledBy(mended, 1007, "SB-1") };
  const numbers = {
    en: await reporter(country, browser, "en", "harbour", { bad, mended }),
    ar: await reporter(country, browser, "ar", "southbay", second),
  };
  await newcomer(country, browser, "zh", "swallow");
  const people = mended.slice(mended.indexOf("<transaction>"));
  await desk(country, browser, numbers, [first(people, "last_name"), first(people, "account")]);
} finally {
  await browser.close();
  const code = await country.close();
  await step(null, "the country closes in order", async () => assert.equal(code, 0));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

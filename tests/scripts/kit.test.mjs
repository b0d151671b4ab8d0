// What the scripts work out by themselves, without a browser. Run by test_scripts.py, which says what is expected.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fetchParts } from "../../toolkit/toetssteen/web/kit/bytes.js";
import { moment, today, written } from "../../toolkit/toetssteen/web/kit/dates.js";
import { exactly, portions, SCALE, shownExactly, total } from "../../toolkit/toetssteen/web/kit/exact.js";
import { faultText, saysWhy } from "../../toolkit/toetssteen/web/kit/faults.js";
import { keepFocus } from "../../toolkit/toetssteen/web/kit/focus.js";
import { inField, readings, writtenNumber } from "../../toolkit/toetssteen/web/kit/numbers.js";
import { outbox, stored, typedText } from "../../toolkit/toetssteen/web/kit/outbox.js";
import { powerMean, powerOf, reweighed } from "../../toolkit/toetssteen/web/kit/sure_dial.js";

const expected = JSON.parse(readFileSync(process.env.EXPECTED, "utf8"));
const close = (found, wanted) =>
  assert.ok(Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)), `${found} is not ${wanted}`);

test("the dial gives what scoring gives", () => {
  assert.ok(expected.dial.length > 100);
  for (const { dial, power, scores, weights, mean } of expected.dial) {
    if (power !== null) close(powerOf(dial), power);
    else assert.equal(powerOf(dial), -Infinity);
    close(powerMean(scores, weights, powerOf(dial)), mean);
  }
});

test("a power close to 0 gives what scoring gives", () => {
  for (const { power, scores, weights, mean } of expected.near) close(powerMean(scores, weights, power), mean);
});

test("one weight moves and the others keep their proportions", () => {
  assert.deepEqual(reweighed([50, 30, 20], [50, 30, 20], 0, 0), [0, 60, 40]);
  assert.deepEqual(reweighed([100, 0, 0], [50, 30, 20], 0, 50), [50, 30, 20]);
  assert.deepEqual(reweighed([100, 0, 0], [100, 0, 0], 0, 40), [40, 30, 30]);
  assert.deepEqual(reweighed([100], [100], 0, 40), [100]);
});

test("points are their part of the sum, as the report writes it", () => {
  for (const { given, language, sum, shares } of expected.portions)
    assert.deepEqual(portions(given, language), { sum, shares });
  for (const odd of [["0", "0"], ["-1", "2"], ["1/0", "1"], ["", "1"], ["een", "1"]])
    assert.equal(portions(odd, "nl"), null);
});

test("a number that is typed is read exactly, and written back as its reader does", () => {
  assert.equal(exactly("0,1") + exactly(" 0.2 "), exactly("0.3"));
  assert.equal(exactly("-1.5"), (-3n * SCALE) / 2n);
  for (const odd of ["", "1e3", "1.2.3", "NaN", "0.0000000001", "1234567890", null, undefined])
    assert.equal(exactly(odd), null);
  assert.equal(shownExactly(exactly("12.50"), "nl"), "12,5");
  assert.equal(shownExactly(exactly("-0.000000001"), "en"), "-0.000000001");
  assert.equal(shownExactly(0n, "nl"), "0");
});

test("what people type is read as the command line reads it, and never guessed", () => {
  assert.ok(expected.typed.some(({ read }) => read.length === 2));
  for (const { given, language, amount, read, shown } of expected.typed) {
    const found = readings(given, language, amount);
    assert.deepEqual([given, language, amount, ...found], [given, language, amount, ...read]);
    if (amount && found.some((value) => value.split(".")[1]?.length > 2)) continue; // no amount: refused elsewhere
    assert.deepEqual([given, ...found.map((value) => writtenNumber(value, language, amount))], [given, ...shown]);
    for (const value of found) assert.deepEqual(readings(inField(value, language), language, amount), [value]);
  }
});

test("numbers are added up exactly, or not at all", () => {
  assert.equal(total(["0,1", "0.2", "0"]), exactly("0.3"));
  assert.equal(total([]), 0n);
  for (const odd of ["", "-1", "1e3"]) assert.equal(total(["1", odd]), null);
});

test("days, moments and numbers are written in the reader's language", () => {
  assert.equal(moment("nl", "2026-03-01T23:05:00Z", "UTC"), "1 maart 2026 om 23:05");
  assert.match(moment("en", "2026-03-01T23:05:00Z", "UTC"), /^1 March 2026 at 23:05$/);
  assert.equal(today(new Date(2026, 2, 1, 0, 5)), "2026-03-01");
  assert.equal(written("nl", 1234.5, 2), "1.234,50");
  assert.equal(written("en", 1234.4), "1,234");
});

test("a reason says something when it has a letter or a digit", () => {
  assert.deepEqual(["...", "", "é", "7", "好"].map(saysWhy), [false, false, true, true, true]);
  assert.equal(faultText([{ what: "A.", rule: "B.", remedy: "C." }]), "A. B. C.");
});

// ---- with what a browser has ------------------------------------------------------------------------------

function storage() {
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
  return kept;
}

test("an act waits in the outbox until that act is answered", () => {
  const kept = storage();
  const box = outbox("score:a");
  box.keep("cell:1", { id: "first", do: "score", with: { answer: "1" } });
  box.keep("cell:2", { id: "other", do: "score", with: { answer: "2" } });
  box.keep("cell:1", { id: "second", do: "score", with: { answer: "3" } });
  box.drop("cell:1", "first"); // the answer to what was typed before
  assert.deepEqual(Object.keys(box.all()), ["cell:1", "cell:2"]);
  assert.equal(outbox("score:a").all()["cell:1"].id, "second"); // a reload
  box.drop("cell:1", "second");
  box.drop("cell:2");
  box.drop("cell:9");
  assert.equal(kept.size, 0);
});

test("what is typed outlives its page, and a storage that is full or broken stops nobody", () => {
  const kept = storage();
  typedText("score:a", "new").write({ title: "half" });
  assert.deepEqual(typedText("score:a", "new").read(), { title: "half" });
  assert.deepEqual([...kept.keys()], ["toetssteen-typed:score:a:new"]);
  kept.set("x", "{");
  assert.deepEqual(stored("x").read(), {});
  globalThis.sessionStorage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  stored("x").write({ a: 1 });
});

test("the focus and the place in a text stay where they were, also in a field that is drawn anew", () => {
  const calls = [];
  const field = (name) => ({
    id: "reason",
    selectionStart: 2,
    selectionEnd: 4,
    focus: () => calls.push([name, "focus"]),
    setSelectionRange: (from, to) => calls.push([name, from, to]),
  });
  const before = field("before");
  const after = field("after");
  globalThis.document = {
    activeElement: before,
    documentElement: {},
    getElementById: (id) => (id === "reason" ? after : null),
    querySelectorAll: () => [],
  };
  keepFocus(() => {
    globalThis.document.activeElement = null;
  });
  assert.deepEqual(calls, [
    ["after", "focus"],
    ["after", 2, 4],
  ]);
  globalThis.document.activeElement = after;
  keepFocus(() => {});
  assert.equal(calls.length, 2); // it never lost it
});

test("a button without an id keeps the focus while the same words stand in the same place", () => {
  const focused = [];
  const button = (textContent) => ({
    id: "",
    localName: "button",
    textContent,
    closest: () => globalThis.document.getElementById("part"),
    focus: () => focused.push(textContent),
  });
  const draw = (...buttons) => {
    globalThis.document.getElementById = () => ({ id: "part", querySelectorAll: () => buttons });
    globalThis.document.activeElement = null;
  };
  const first = [button("Open"), button("Close")];
  draw(...first);
  globalThis.document.activeElement = first[1];
  keepFocus(() => draw(button("Open"), button("Close")));
  assert.deepEqual(focused, ["Close"]);
  globalThis.document.activeElement = first[1];
  keepFocus(() => draw(button("Close"), button("Open")));
  assert.deepEqual(focused, ["Close"]); // what stands there now does something else
});

test("a file comes in parts, whole or as far as it goes", async () => {
  const text = "abcdefgh";
  const part = async (at) => ({ patch: { content: btoa(text.slice(at, at + 3)), next: Math.min(at + 3, 8), size: 8 } });
  const told = [];
  const { blob } = await fetchParts(part, "x.html", (share) => told.push(share));
  assert.equal(await blob.text(), text);
  assert.equal(blob.type, "text/html;charset=utf-8");
  assert.deepEqual(told, [3 / 8, 6 / 8]);
  const outside = await fetchParts(async () => ({
    patch: { name: "x.html", content: "", next: 0, size: 0, media: "" },
  }));
  assert.deepEqual([outside.name, outside.blob.type], ["x.html", ""]); // what comes from outside has no type
});

// One question of the library, whole.

import { h, outward } from "../../web/kit/elements.js";

/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {import("./whole.d.ts").Question} Question */

/**
 * @param {import("../../web/kit/desk.js").Desk<object>} desk
 * @param {(item: Question) => Child} facts
 */
export function browseOne({ say }, facts) {
  /** @type {(name: string, ...body: Child[]) => HTMLElement} */
  const section = (name, ...body) =>
    h.section({ "aria-labelledby": `browse-${name}` }, h.h2({ id: `browse-${name}` }, say(name)), body);
  /** @type {(pairs: (false | null | "" | [term: string, text: Child])[], kind: string) => HTMLElement} */
  const terms = (pairs, kind) =>
    h.dl(
      { class: kind },
      pairs.map((pair) => pair && h.div(h.dt(pair[0]), h.dd(pair[1]))),
    );
  const lines = (/** @type {string} */ text) =>
    text
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => h.p(line));

  const source = (/** @type {import("./whole.d.ts").Cited} */ cited) => [
    outward(cited.url, cited.title),
    cited.at && `, ${cited.at}`,
    " ",
    h.span(
      { class: `ts-mark ${cited.checked ? "ts-checked" : "ts-unchecked"}` },
      say(cited.checked ? "checked" : "unchecked"),
    ),
  ];

  const applies = (/** @type {Question} */ item) =>
    item.when.length
      ? h.ul(
          { class: "ts-bare" },
          item.when.map((scoping) => h.li(scoping.question, " ", h.strong(scoping.answers))),
        )
      : say("always");

  /** @param {Question} item */
  function answers(item) {
    if (item.anchors) {
      return section(
        "anchors",
        h.p({ class: "ts-hint" }, say("scale", { title: item.scale })),
        h.ol(
          { class: "ts-anchors" },
          item.anchors.map((anchor) =>
            h.li(h.span({ class: "ts-level" }, anchor.level), h.div(h.strong(anchor.label), h.p(anchor.text))),
          ),
        ),
      );
    }
    if (item.proof)
      return section(
        "gate",
        terms(
          [
            [say("met"), item.met],
            [say("not_met"), item.not_met],
            [`${say("proof")}: ${item.proof.takes}`, item.proof.text],
          ],
          "ts-terms",
        ),
      );
    return [
      section("contract", h.blockquote({ class: "ts-clause" }, lines(item.clause ?? ""))),
      section("watch", lines(item.watch ?? "")),
    ];
  }

  const instrument = (/** @type {import("./whole.d.ts").Instrument} */ link) =>
    h.tr(
      { class: "ts-total" },
      h.th(
        { scope: "rowgroup", colspan: 3 },
        outward(link.url, link.title),
        h.span({ class: "ts-hint" }, ` ${link.edition}`),
      ),
    );
  const links = (/** @type {Question} */ item) =>
    section(
      "links",
      item.links.length
        ? h.div(
            { class: "ts-scroll", role: "group", tabindex: "0", "aria-labelledby": "browse-links" },
            h.table(
              { class: "ts-stack" },
              h.thead(h.tr(["instrument", "relation", "reason"].map((name) => h.th({ scope: "col" }, say(name))))),
              item.links.map((link) =>
                h.tbody(
                  instrument(link),
                  link.parts.map((part) =>
                    h.tr(
                      h.th({ scope: "row", class: "ts-plainly" }, h.code(part.target), ` ${part.title}`),
                      h.td(part.relation),
                      h.td(part.reason),
                    ),
                  ),
                ),
              ),
            ),
          )
        : h.p(say("links_none")),
    );

  const used = (/** @type {Question} */ item) =>
    section(
      "used",
      item.sets.length
        ? h.ul(
            { class: "ts-uses" },
            item.sets.map((use) =>
              h.li(
                h.a({ href: `#set=${use.id}` }, use.title),
                h.br(),
                h.span(
                  { class: "ts-hint" },
                  use.weight ? say("weight_use", use) : use.role,
                  use.minimum && `, ${say("minimum_use", use)}`,
                ),
              ),
            ),
          )
        : h.p(say("used_none")),
    );

  const particulars = (/** @type {Question} */ item) =>
    section(
      "facts",
      terms(
        [
          [say("value"), item.value ? [item.value.title, h.p({ class: "ts-hint" }, item.value.why)] : "-"],
          [say("kind"), item.kinds.join(", ")],
          [say("addressee"), item.addressee],
          [say("applies"), applies(item)],
          item.force && [say("force"), item.force],
          item.topic && [say("topic"), item.topic],
          item.same.length > 0 && [
            say("same"),
            h.ul(
              { class: "ts-bare" },
              item.same.map((other) => h.li(h.a({ href: `#id=${other.id}` }, other.title))),
            ),
          ],
          [say("id"), h.code(item.id)],
        ],
        "ts-facts",
      ),
    );

  const note = (/** @type {Question} */ item) =>
    (item.when.length > 0 || item.force) &&
    h.div(
      { class: "ts-note" },
      item.when.map((scoping) =>
        h.p(h.strong(`${say("only_if")}: `), scoping.question, " ", h.strong(scoping.answers)),
      ),
      item.force && h.p(h.strong(item.force)),
    );

  return (/** @type {Question} */ item) => [
    facts(item),
    h.h1({ tabindex: "-1" }, item.title),
    h.p({ class: "ts-lead" }, item.question),
    note(item),
    h.div(
      { class: "ts-columns" },
      h.div(
        section("why", h.p(item.why)),
        answers(item),
        section("ask", h.ul(item.ask.map((line) => h.li(line))), h.p({ class: "ts-hint" }, say("ask_hint"))),
        item.case && section("case", lines(item.case.text), h.p(`${say("source")}: `, source(item.case.source))),
        section(
          "sources",
          item.sources.length
            ? [h.ul(item.sources.map((cited) => h.li(source(cited)))), h.p({ class: "ts-hint" }, say("unchecked_hint"))]
            : h.p(say("no_sources")),
        ),
      ),
      h.div({ class: "ts-aside" }, particulars(item), section("link", h.p(item.link)), used(item)),
    ),
    links(item),
  ];
}

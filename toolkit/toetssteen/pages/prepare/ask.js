// Asking the vendors: the questionnaire out, their answers in with the files they name, and what was clarified to all.

import { offerFile } from "../../web/kit/bytes.js";
import { LANGUAGES } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";
import { complaint } from "../../web/kit/faults.js";
import { form } from "../../web/kit/fields.js";
import { concealedQuestion } from "./concealed.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["ask"]} Part */
/** @typedef {Part["solutions"][number]} Vendor */

/** @type {Map<string, HTMLAnchorElement>} */
const askShown = new Map(); // what was made and not saved yet, so that it is still there when the section is drawn again

/** @param {Kit} kit @param {Part} part */
export function drawAsk(kit, part) {
  const { say } = kit;
  if (!part.frozen) return [h.p(say("ask_what")), h.p({ class: "ts-note" }, say("ask_first"))];
  return [
    h.p(say("ask_what")),
    h.h3(say("ask_out")),
    part.makes && askMake(kit),
    askMade(kit, part),
    h.h3({ id: "ask-in" }, say("ask_in")),
    askReceived(kit, part),
    part.takes ? askTake(kit, part) : h.p({ class: "ts-hint" }, say(part.solutions.length ? "ask_closed" : "ask_none")),
    h.h3({ id: "ask-told-title", tabindex: "-1" }, say("ask_told")),
    askTold(kit, part),
  ];
}

/** @param {Kit} kit @param {string} verb @param {object} given @param {string} id */
const askGet = (kit, verb, given, id) =>
  offerFile(
    kit.desk,
    { verb, given, id, busy: "sheet_busy", save: "sheet_save", made: "ask_ready" },
    async (link, reply) => {
      askShown.set(id, link);
      await kit.take(reply);
      kit.redraw("ask");
    },
  );

/** @param {Kit} kit */
function askMake(kit) {
  const { say } = kit;
  const given = () => ({ format: kit.shown("askmake/format"), language: kit.shown("askmake/language") });
  return form(
    { send: () => askGet(kit, "ask_make", given(), "ask-save") },
    h.p(say("ask_make_what")),
    kit.select(
      "askmake/format",
      say("ask_format"),
      [
        ["xlsx", "Excel (XLSX)"],
        ["ods", "LibreOffice (ODS)"],
      ],
      "xlsx",
    ),
    kit.select("askmake/language", say("ask_language"), LANGUAGES, kit.desk.state.language),
    h.p({ class: "ts-row" }, h.button({ id: "ask-make" }, say("ask_make")), askShown.get("ask-save")),
  );
}

/** @param {Kit} kit @param {Part} part */
function askMade(kit, part) {
  const { say } = kit;
  if (!part.made.length) return h.p({ class: "ts-hint" }, say("ask_made_none"));
  return h.ul(
    { class: "ts-codes" },
    part.made.map((made) =>
      h.li(
        say("ask_made", {
          format: made.format.toUpperCase(),
          language: made.language,
          day: kit.day(made.at),
          by: made.by,
        }),
        !made.current && [" ", h.span({ class: "ts-tag" }, say("ask_former"))],
        h.br(),
        say("ask_code"),
        " ",
        h.code(made.digest),
      ),
    ),
  );
}

/** @param {Kit} kit @param {Part} part */
function askReceived(kit, part) {
  const { say } = kit;
  return h.ul(
    { class: "ts-cards" },
    part.solutions.map((solution) =>
      h.li(
        { class: "ts-card" },
        h.h4(
          { id: `ask-from-${solution.id}`, tabindex: "-1" },
          h.bdi(solution.name),
          solution.vendor && [" · ", h.bdi(solution.vendor)],
        ),
        solution.came.length
          ? solution.came.map((came, index) => askCame(kit, solution, came, index === solution.came.length - 1))
          : h.p(say("ask_not_yet")),
      ),
    ),
  );
}

/** @param {Kit} kit @param {Vendor} solution @param {Vendor["came"][number]} came @param {boolean} last */
function askCame(kit, solution, came, last) {
  const { say } = kit;
  const told = [
    h.p(
      say("ask_came", { ...came, day: kit.day(came.at) }),
      came.yes + came.no > 0 && ` ${say("ask_conditions", came)}`,
    ),
    came.reason && h.p({ dir: "auto" }, say("ask_because", { reason: came.reason })),
    h.p({ class: "ts-codes" }, say("ask_code"), " ", h.code(came.digest)),
    came.files.length > 0 &&
      kit.unfold(
        `ask-files-${solution.id}-${came.digest.slice(0, 8)}`,
        say("ask_files", { count: came.files.length }),
        h.ul(
          { class: "ts-codes" },
          came.files.map((file) => h.li(h.bdi(file.name), h.br(), h.code(file.digest))),
        ),
      ),
  ];
  return last
    ? told
    : kit.unfold(`ask-was-${solution.id}-${came.digest.slice(0, 8)}`, say("ask_was", { day: kit.day(came.at) }), told);
}

/** @param {Kit} kit @param {Part} part */
function askTake(kit, part) {
  const { say } = kit;
  const pin = () => kit.type("asktake/solution", kit.shown("asktake/solution")); // a file belongs to who was shown when it was chosen
  const concealed = concealedQuestion(kit, "asktake/hidden");
  const answers = kit.chosen.field("ask-answers", {
    accept: ".xlsx,.ods",
    "aria-describedby": "ask-answers-hint",
    onchange: () => {
      pin();
      concealed.forget();
    },
  });
  const files = kit.chosen.field("ask-files", { multiple: true, "aria-describedby": "ask-files-hint", onchange: pin });
  const told = h.div({ id: "ask-faults" });
  const awaited = part.solutions.find((solution) => !solution.came.length) || part.solutions[0];
  const chosen = () =>
    part.solutions.find((solution) => solution.id === kit.value("asktake/solution", awaited.id)) || awaited;
  const reason = h.div({ hidden: !chosen().came.length }, kit.prose("asktake/reason", say("ask_reason")));
  const select = kit.select(
    "asktake/solution",
    say("ask_from"),
    part.solutions.map((solution) => [solution.id, solution.name]),
    chosen().id,
    {
      chosen: () => {
        reason.hidden = !chosen().came.length;
      },
    },
  );
  return form(
    { "data-act": "ask_receive", send: () => askSend(kit, part, chosen(), { answers, files, concealed }, told) },
    h.h4(say("ask_take")),
    select,
    h.label({ for: "ask-answers" }, say("ask_answers")),
    h.p({ class: "ts-hint", id: "ask-answers-hint" }, say("ask_answers_hint")),
    answers,
    h.label({ for: "ask-files" }, say("ask_attach")),
    h.p(
      { class: "ts-hint", id: "ask-files-hint" },
      say("ask_attach_hint", { types: part.most.types.join(", "), size: part.most.file / 1e6 }),
    ),
    files,
    reason,
    told,
    concealed.part,
    h.p(h.button({ id: "ask-take" }, say("ask_take_go"))),
  );
}

/** @typedef {{ answers: HTMLInputElement, files: HTMLInputElement, concealed: ReturnType<typeof concealedQuestion> }} Fields */

/** @param {Kit} kit @param {Part} part @param {Vendor} solution @param {Fields} fields @param {HTMLElement} told */
function askSend(kit, part, solution, { answers: sheet, files: others, concealed }, told) {
  const { say, desk } = kit;
  const { most } = part;
  const [answers] = sheet.files ?? [],
    files = [...(others.files ?? [])];
  const reason = solution.came.length ? kit.shown("asktake/reason") : ""; // hidden where nothing came before
  const large = files.find((file) => file.size > most.file);
  /** @type {(file: File, at: string) => import("../../web/kit/faults.js").Fault} */
  const tooLarge = ({ name }, at) => complaint(say("ask_large", { name }), at);
  const wrong = !answers
    ? complaint(say("ask_answers_first"), "ask-answers")
    : answers.size > most.answers
      ? tooLarge(answers, "ask-answers")
      : large
        ? tooLarge(large, "ask-files")
        : null;
  const taken = (/** @type {File} */ file) =>
    file.size > 0 && most.types.includes(file.name.split(".").pop()?.toLowerCase() ?? "");
  /** @type {(input: HTMLInputElement, file: File, role: string) => Promise<void>} */
  const send = async (input, file, role) => {
    const { name, size } = file;
    desk.announce(say("ask_sending", { name }));
    await desk.act("ask_begin", { name, size, role });
    await kit.chosen.send(input, file, most.part, "ask_part");
    await desk.act("ask_file", { name, role });
  };
  return kit.sendFiles(
    "ask_receive",
    told,
    wrong,
    async () => {
      await send(sheet, answers, "answers");
      for (const file of files.filter(taken)) await send(others, file, "file");
      const hidden = concealed.answer();
      const refused = files.filter((file) => !taken(file)).map((file) => file.name);
      const reply = await desk.act("ask_receive", { solution: solution.id, reason, refused, hidden });
      kit.forget("asktake");
      kit.chosen.empty("ask-answers", "ask-files");
      await kit.take(reply);
      kit.redraw("ask");
      kit.focus(`ask-from-${solution.id}`, "ask-title");
      desk.announce(say("ask_taken", solution));
    },
    ({ length }) => [h.h4({ tabindex: "-1" }, say("ask_refused", { count: length })), h.p(say("ask_refused_what"))],
    concealed.ask,
  );
}

/** @param {Kit} kit @param {Part} part */
function askTold(kit, part) {
  const { say } = kit;
  const make = () => askGet(kit, "ask_told", { language: kit.shown("asktold/language") }, "ask-told-save");
  const send = async () => {
    askShown.delete("ask-told-save");
    const given = { question: kit.shown("ask/question"), answer: kit.shown("ask/answer") };
    if (await kit.save("ask", "ask_clarify", given, say("ask_told_saved"))) kit.focus("ask-told-title");
  };
  return [
    h.p(say("ask_told_what")),
    part.told.length
      ? h.ol(
          { id: "ask-told" },
          part.told.map((clarified) =>
            h.li(
              { dir: "auto" },
              h.p(h.strong(say("ask_question")), " ", clarified.question),
              h.p(h.strong(say("ask_answer")), " ", clarified.answer),
              h.p({ class: "ts-hint" }, kit.day(clarified.at)),
            ),
          ),
        )
      : h.p({ class: "ts-hint" }, say("ask_told_none")),
    part.told.length > 0 && [
      kit.select("asktold/language", say("ask_told_language"), LANGUAGES, kit.desk.state.language),
      h.p(
        { class: "ts-row" },
        h.button({ type: "button", id: "ask-told-make", onclick: make }, say("ask_told_make")),
        askShown.get("ask-told-save"),
      ),
    ],
    part.clarifies &&
      form(
        { send },
        kit.prose("ask/question", say("ask_new_question"), { required: true, hint: say("ask_new_hint") }),
        kit.prose("ask/answer", say("ask_new_answer"), { required: true }),
        h.p({ class: "ts-row" }, h.button({ id: "ask-clarify" }, say("ask_new_go")), kit.markNode("ask")),
      ),
  ];
}

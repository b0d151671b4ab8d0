// Asking the vendors: the questionnaire out, their answers in with the files they name, and what was clarified to all.

import { offerFile } from "../../web/kit/bytes.js";
import { h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";

const askShown = new Map(); // what was made and not saved yet, so that it is still there when the section is drawn again

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").AskPart} part
 */
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

const LANGUAGES_OF = [
  ["nl", "Nederlands"],
  ["en", "English"],
];

function askMake(kit) {
  const { say } = kit;
  const otherwise = kit.desk.state.language;
  const go = (event) => {
    event.preventDefault();
    const format = kit.shown("askmake/format");
    askGet(kit, "ask_make", { format, language: kit.shown("askmake/language") }, "ask-save");
  };
  return h.form(
    { onsubmit: go },
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
    kit.select("askmake/language", say("ask_language"), LANGUAGES_OF, otherwise),
    h.p({ class: "ts-row" }, h.button({ id: "ask-make" }, say("ask_make")), askShown.get("ask-save")),
  );
}

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

function askTake(kit, part) {
  const { say } = kit;
  const pin = () => kit.type("asktake/solution", kit.shown("asktake/solution")); // a file belongs to who was shown when it was chosen
  const answers = kit.chosen.field("ask-answers", {
    accept: ".xlsx,.ods",
    "aria-describedby": "ask-answers-hint",
    onchange: pin,
  });
  const files = kit.chosen.field("ask-files", { multiple: true, "aria-describedby": "ask-files-hint", onchange: pin });
  const told = h.div({ id: "ask-faults" });
  const awaited = part.solutions.find((solution) => !solution.came.length) || part.solutions[0];
  const chosen = () =>
    part.solutions.find((solution) => solution.id === kit.value("asktake/solution", awaited.id)) || awaited;
  const reason = h.div(
    { hidden: !chosen().came.length },
    kit.input("asktake/reason", say("ask_reason"), { tag: "textarea", maxlength: 20000 }),
  );
  const select = kit.select(
    "asktake/solution",
    say("ask_from"),
    part.solutions.map((solution) => [solution.id, solution.name]),
    chosen().id,
  );
  select[2].addEventListener("change", () => {
    reason.hidden = !chosen().came.length;
  });
  return h.form(
    {
      onsubmit: (event) => {
        event.preventDefault();
        askSend(kit, part, chosen(), answers, files, told);
      },
    },
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
    h.p(h.button({ id: "ask-take" }, say("ask_take_go"))),
  );
}

async function askSend(kit, part, solution, sheet, others, told) {
  const { say, desk } = kit;
  const [answers] = sheet.files,
    files = [...others.files];
  const reason = solution.came.length ? kit.shown("asktake/reason") : ""; // hidden where nothing came before
  const tell = (...content) => {
    told.replaceChildren(...content);
    told.firstChild?.focus();
  };
  const large = [
    answers && answers.size > part.most.answers && answers,
    ...files.filter((file) => file.size > part.most.file),
  ].find(Boolean);
  const wrong = !answers ? say("ask_answers_first") : large ? say("ask_large", { name: large.name }) : "";
  told.replaceChildren();
  if (wrong) return tell(h.p({ class: "ts-fault", tabindex: "-1" }, wrong));
  const taken = (file) => file.size > 0 && part.most.types.includes(file.name.split(".").pop().toLowerCase());
  kit.busy += 1;
  try {
    for (const [input, file, role] of [
      [sheet, answers, "answers"],
      ...files.filter(taken).map((file) => [others, file, "file"]),
    ]) {
      desk.announce(say("ask_sending", { name: file.name }));
      await desk.act("ask_begin", { name: file.name, size: file.size, role });
      await kit.chosen.send(input, file, part.most.part, "ask_part");
      await desk.act("ask_file", { name: file.name, role });
    }
    const refused = files.filter((file) => !taken(file)).map((file) => file.name);
    const reply = await desk.act("ask_receive", { solution: solution.id, reason, refused });
    kit.forget("asktake");
    kit.chosen.empty("ask-answers", "ask-files");
    await kit.take(reply);
    kit.redraw("ask");
    kit.focus(`ask-from-${solution.id}`, "ask-title");
    desk.announce(say("ask_taken", solution));
  } catch (faults) {
    if (!Array.isArray(faults)) throw faults;
    desk.announce("");
    tell(
      h.h4({ tabindex: "-1" }, say("ask_refused", { count: faults.length })),
      h.p(say("ask_refused_what")),
      faultList(faults),
    );
  } finally {
    kit.busy -= 1;
  }
  return undefined;
}

function askTold(kit, part) {
  const { say } = kit;
  const otherwise = kit.desk.state.language;
  const language = () => kit.shown("asktold/language");
  const add = async () => {
    askShown.delete("ask-told-save");
    if (
      await kit.save(
        "ask",
        "ask_clarify",
        { question: kit.shown("ask/question"), answer: kit.shown("ask/answer") },
        say("ask_told_saved"),
      )
    )
      kit.focus("ask-told-title");
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
      kit.select("asktold/language", say("ask_told_language"), LANGUAGES_OF, otherwise),
      h.p(
        { class: "ts-row" },
        h.button(
          {
            type: "button",
            id: "ask-told-make",
            onclick: () => askGet(kit, "ask_told", { language: language() }, "ask-told-save"),
          },
          say("ask_told_make"),
        ),
        askShown.get("ask-told-save"),
      ),
    ],
    part.clarifies &&
      h.form(
        {
          onsubmit: (event) => {
            event.preventDefault();
            add();
          },
        },
        kit.input("ask/question", say("ask_new_question"), {
          tag: "textarea",
          maxlength: 20000,
          required: true,
          hint: say("ask_new_hint"),
        }),
        kit.input("ask/answer", say("ask_new_answer"), { tag: "textarea", maxlength: 20000, required: true }),
        h.p({ class: "ts-row" }, h.button({ id: "ask-clarify" }, say("ask_new_go")), kit.markNode("ask")),
      ),
  ];
}

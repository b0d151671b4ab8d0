// Profiles: somebody else's weights beside the set's, taken over; and one's own weights kept as a profile.

import { h } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["weights"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawProfiles(kit, part) {
  const { say } = kit;
  const found = part.profiles.find((profile) => profile.id === kit.value("profile/choice"));
  return kit.unfold(
    "profiles",
    say("profiles"),
    h.p(say("profiles_what")),
    part.lighter && h.p({ class: "ts-note" }, say("profiles_lighter")),
    part.profiles.length === 0
      ? h.p(say("profiles_none"))
      : kit.select(
          "profile/choice",
          say("profile_choose"),
          [["", say("profile_unsaid")], ...kit.titled(part.profiles)],
          "",
          { chosen: () => kit.redraw("weights") },
        ),
    found && shownProfile(kit, part, found),
    keepForm(kit),
  );
}

/** @param {Kit} kit @param {Part} part @param {Part["profiles"][number]} found */
function shownProfile(kit, part, found) {
  const { say } = kit;
  const rows = found.values.flatMap((value) => [
    [value.title, value.of_set, value.weight],
    ...value.criteria.map((criterion) => [say("profile_inside", criterion), criterion.of_set, criterion.weight]),
  ]);
  const fits = found.dropped.length + found.own.length > 0;
  const take = async () => {
    if (!(await kit.save("profile", "profile", { profile: found.id }, say("profile_taken"), { redraw: "weights" })))
      return;
    kit.forget("weights", "ways");
    kit.redraw("weights");
    kit.focus("weights-title");
    if (kit.uneven()) kit.desk.announce(`${say("profile_taken")} ${say("fit_uneven")}`);
  };
  return h.div(
    { id: "profile-shown" },
    h.p({ dir: "auto" }, found.why),
    found.who !== found.why && h.p({ class: "ts-hint", dir: "auto" }, found.who),
    kit.table(say("profile_table"), [say("weights_item"), say("profile_set"), say("profile_own")], rows, [1, 2]),
    found.dropped.length > 0 && h.p(say("profile_drops", { titles: found.dropped.join(", ") })),
    found.own.length > 0 && h.p(say("profile_adds", { titles: found.own.join(", ") })),
    part.fitted && h.p({ class: "ts-note" }, say(fits ? "profile_replaces" : "profile_keeps")),
    h.p({ class: "ts-row" }, h.button({ type: "button", id: "profile-go", onclick: take }, say("profile_go"))),
  );
}

/** @param {Kit} kit */
function keepForm(kit) {
  const { say } = kit;
  const send = async () => {
    if (kit.unsaved("weights")) {
      // what is shown is not what would be kept
      kit.find("keep-fault").textContent = say("keep_unsaved");
      return kit.focus("keep-fault");
    }
    const given = { title: kit.shown("keep/title"), why: kit.shown("keep/why") };
    if (await kit.save("keep", "keep", given, say("keep_saved"), { redraw: "weights" })) kit.focus("profile/choice");
    return undefined;
  };
  return kit.unfold(
    "profile-keep",
    say("keep"),
    form(
      { send },
      h.p(say("keep_what")),
      kit.input("keep/title", say("keep_title"), { required: true, maxlength: 200, hint: say("keep_title_hint") }),
      kit.prose("keep/why", say("keep_why"), { required: true }),
      h.p({ class: "ts-fault", id: "keep-fault", tabindex: "-1" }),
      h.p({ class: "ts-row" }, h.button({ id: "keep-go" }, say("keep_go")), kit.markNode("keep")),
    ),
  );
}

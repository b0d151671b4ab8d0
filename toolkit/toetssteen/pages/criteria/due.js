// What of the law is to be read again, the soonest first.

import { grid, h, outward } from "../../web/kit/elements.js";

/**
 * @param {import("../../web/kit/desk.js").Say} say
 * @param {import("./state.d.ts").DueItem[]} due
 */
export const drawDue = (say, due) => {
  const rows = due.map((law) => [
    [law.before || say("due_no_day"), law.late && [" ", h.span({ class: "ts-tag ts-open" }, say("due_late"))]],
    [law.text, " ", h.span({ class: "ts-hint" }, law.id)],
    outward(law.url, law.source),
    law.read || say("due_unread"),
  ]);
  const heads = [say("due_before"), say("due_what"), say("due_source"), say("due_read")];
  return due.length ? grid(say("due_heading"), heads, rows) : h.p(say("due_none"));
};

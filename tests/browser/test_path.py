"""The whole path, from *start* to *report*, by keyboard only: an ethics review in Dutch, a tender in English.

The review has the whole set of the chat channel with two solutions; the tender the set of the small tender. So that
it takes a minute, a few cells are answered by keyboard and the others by the same evaluator in Python.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import Server
from tests.browser.walk import (
    PATIENCE,
    Watch,
    by_id,
    choose,
    config_of,
    data_of,
    press,
    sound,
    speak,
    step,
    tab_to,
    write,
)

from toetssteen import workbench
from toetssteen.content.assemble import scoping_questions
from toetssteen.content.library import Library
from toetssteen.model.criteria import Criterion
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench


@dataclass(frozen=True)
class Case:
    """What is assessed: how, with which set, in which language."""

    language: str
    track: str
    procedure: str
    set: str
    title: str
    name: str
    saved: str


CASES = [
    Case("nl", "ethics", "existing-use", "chat-channel", "Praten met inwoners", "praten-met-inwoners", "Opgeslagen"),
    Case("en", "tender", "above-threshold", "web-chat-tender", "A web chat", "a-web-chat", "Saved"),
]
SOLUTIONS = {"balie": "Balie", "webchat": "Webchat"}
OTHERS = 3
"""The cells, the first of the form, on which the second evaluator answers otherwise."""


@pytest.fixture(autouse=True)
def own_data(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the drafts of who runs the server; begin as somebody new."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    (data_of(server) / "settings.json").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "case",
    [pytest.param(CASES[0], id="nl-ethics", marks=pytest.mark.nightly), pytest.param(CASES[1], id="en-tender")],
)
def test_from_start_to_report_by_keyboard_only(server: Server, shelf: Library, page: Page, case: Case) -> None:
    walk = Walk(server, shelf, page, case)
    walk.start()
    walk.prepare()
    walk.score()
    walk.consensus()
    walk.compare()
    walk.report()


class Walk:
    """One walk along all pages; after each, what holds of every page is looked at."""

    def __init__(self, server: Server, shelf: Library, page: Page, case: Case) -> None:
        self.server, self.shelf, self.page, self.case = server, shelf, page, case
        self.watch = Watch(page, server.base)

    def folder(self) -> Folder:
        """Open what the pages made, as another program would."""
        return workbench.open_folder(self.server.workspace / "assessments" / self.case.name)

    def chair(self, kind: str, **given: object) -> None:
        Workbench.of(self.folder(), "chair").record(workbench.body_of(kind, given))

    def sound(self, main: str) -> None:
        sound(self.page, self.watch, self.case.language, self.page.locator(main))

    # ---- start: a new assessment -------------------------------------------------------------------------

    def start(self) -> None:
        page, case = self.page, self.case
        page.goto(self.server.page("00_start"))
        expect(page.locator("#ts-content")).to_be_visible()
        speak(page, case.language, "Enter")  # said once: the pages after this one remember it
        expect(page.locator("html")).to_have_attribute("lang", case.language)
        self.sound("form .ts-main")
        page.evaluate("document.activeElement.blur()")
        write(page, "title", case.title)
        write(page, "authority", "Gemeente Voorbeeld")
        choose(page, "track", case.track)
        choose(page, "procedure", case.procedure)
        choose(page, "set", case.set)
        tab_to(page, "form .ts-main")
        page.keyboard.press("Enter")
        expect(page.locator(".ts-note", has_text=case.name)).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/01_prepare.ipynb*", timeout=PATIENCE)
        opened = self.folder().assessment().opened
        assert (opened.title, opened.track, opened.procedure) == (case.title, case.track, case.procedure)

    # ---- prepare: to an open round -----------------------------------------------------------------------

    def prepare(self) -> None:
        page, case = self.page, self.case
        expect(page.locator("#scoping")).to_be_visible()
        for question in scoping_questions(self.shelf, self.shelf.set(case.set)):
            answer = next((each.id for each in question.options if each.id == "yes"), question.options[0].id)
            choose_scoping = f"scoping-{question.id}/answer"
            tab_to(page, f'input[name="{choose_scoping}"]')
            page.keyboard.press("Space")
            choose(page, choose_scoping, answer)
        for question in self.folder().assessment().choices.scoping:
            expect(by_id(page, f"scoping-{question}-mark")).to_have_text(case.saved)
        for number in (1, 2):
            write(page, "committee/expertise", f"Expertise {number}")
            press(page, "committee-go", "Enter")
            expect(page.get_by_role("rowheader", name=f"evaluator-{number}")).to_be_visible()
        if case.track == "ethics":
            self.solutions()
        self.sound("#freeze-ask")
        press(page, "freeze-ask", "Enter")
        press(page, "freeze-yes", "Enter")
        expect(by_id(page, "fingerprint-title")).to_be_focused()
        press(page, "move-open-ask", "Enter")
        press(page, "move-open-yes", "Enter")
        expect(by_id(page, "moves-title")).to_be_focused()
        if case.track == "tender":  # offers only after the deadline
            self.solutions("Shift+Tab")
        assessment = self.folder().assessment()
        expect(by_id(page, "fingerprint-full")).to_have_text(assessment.fingerprint or "-")
        assert (assessment.phase, {each.id: each.name for each in self.named()}) == ("open", SOLUTIONS)

    def solutions(self, key: str = "Tab") -> None:
        for count, name in enumerate(SOLUTIONS.values(), 1):
            tab_to(self.page, '[id="solutions/name"]', key)
            self.page.keyboard.type(name)
            press(self.page, "solutions-go", "Enter")
            expect(self.page.locator("#solutions .ts-card")).to_have_count(count)
            expect(by_id(self.page, "solutions-mark")).to_have_text(self.case.saved)

    @dataclass(frozen=True)
    class Named:
        id: str
        name: str

    def named(self) -> list[Named]:
        return [self.Named(each.solution, each.name) for each in self.folder().assessment().solutions.values()]

    # ---- score: declare, answer, submit ------------------------------------------------------------------

    def score(self) -> None:
        page = self.page
        step(page, "02_score")
        write(page, "who", "evaluator-1")
        press(page, "who-go", "Enter")
        press(page, "interests-none", "Space", "ArrowDown")
        write(page, "described", "Eerder voor een leverancier gewerkt.")
        press(page, "confidential", "Space")
        press(page, "declare-go", "Enter")
        expect(page.locator("#held-title")).to_be_focused()
        self.sound("#who-go")
        self.chair("measure-taken", person="evaluator-1", measure="none", reason="Lang geleden.")
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        first = by_id(page, f"cell-{self.asked()[0]}-{next(iter(SOLUTIONS))}")
        expect(first).to_be_visible()
        self.by_keyboard()
        self.sound("#submit-go")
        self.the_rest("evaluator-1", skip=len(SOLUTIONS))
        page.evaluate("window.dispatchEvent(new Event('focus'))")  # as when one comes back to this window
        expect(page.locator("#done")).to_have_js_property("value", len(self.asked()) * len(SOLUTIONS))
        press(page, "submit-go", "Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        press(page, "confirm-yes", "Enter")
        expect(page.locator("#sealed")).to_be_focused()
        self.watch.quiet()
        Workbench.of(self.folder(), "evaluator-2").declare("none")
        self.the_rest("evaluator-2")
        Workbench.of(self.folder(), "evaluator-2").submit()
        declared = self.folder().assessment().declarations["evaluator-1"]
        assert declared.description == "Eerder voor een leverancier gewerkt."
        assert self.folder().assessment().round.submitted == ("evaluator-1", "evaluator-2")

    def asked(self) -> list[str]:
        """Give what is asked in the order of the form: the minimum requirements, then value by value."""
        method = self.folder().assessment().method
        assert method is not None
        asked = judged(method)
        gates = [each.id for each in method.gates if each.id in asked]
        return gates + [each.criterion.id for _, each in method.weighings() if each.criterion.id in asked]

    def by_keyboard(self) -> None:
        """Answer the first of what is asked, for every solution."""
        page, criterion = self.page, self.asked()[0]
        for count, solution in enumerate(SOLUTIONS, 1):
            press(page, f"answer-{criterion}-{solution}-met", "Space")
            page.keyboard.press("Tab")
            page.keyboard.type(f"Gezien bij {solution}.")
            page.keyboard.press("Tab")
            expect(page.locator("#done")).to_have_js_property("value", count)
        expect(page.locator("#kept")).to_have_class(re.compile("ts-mark-saved"))
        saved = Workbench.of(self.folder(), "evaluator-1").draft().evaluations()
        assert [(saved[each, criterion].answer, saved[each, criterion].reason) for each in SOLUTIONS] == [
            ("met", f"Gezien bij {each}.") for each in SOLUTIONS
        ]

    def the_rest(self, person: str, skip: int = 0) -> None:
        """Answer the other cells in Python; the second evaluator answers the first few otherwise."""
        folder, method = self.folder(), self.folder().assessment().method
        assert method is not None
        asked, draft = judged(method), Workbench.of(folder, person).draft()
        cells = [(solution, each) for each in self.asked() for solution in SOLUTIONS]
        for place, (solution, criterion) in enumerate(cells[skip:], skip):
            other = person == "evaluator-2" and place < OTHERS
            answer = "3" if isinstance(asked[criterion], Criterion) else "unproven" if other else "met"
            given = {"solution": solution, "criterion": criterion, "answer": answer, "reason": f"{person}: {place}"}
            draft.save(Evaluation.model_validate(given))

    # ---- consensus: close the round, agree, go on --------------------------------------------------------

    def consensus(self) -> None:
        page = self.page
        step(page, "03_consensus")
        write(page, "ts-who", {"nl": "Voorzitter", "en": "Chair"}[self.case.language])
        press(page, "move-go", "Enter")
        expect(by_id(page, "move-sure")).to_be_focused()
        press(page, "move-yes", "Enter")
        expect(page.locator("#ts-cards")).to_be_visible()
        differing = [(solution, each) for each in self.asked() for solution in SOLUTIONS][:OTHERS]
        for solution, criterion in differing[:2]:
            self.agree(f"{solution}|{criterion}")
        for solution, criterion in differing[2:]:
            cell = {
                "solution": solution,
                "criterion": criterion,
                "answer": "met",
                "reason": "Samen.",
                "present": ["chair"],
            }
            self.chair("agreed", **cell)
        agreed = self.folder().assessment().round.agreed
        assert [agreed[each].answer for each in differing] == ["met", "met", "met"]
        self.sound("#move-go")
        write(page, "move-reason", "De anderen waren het eens.")
        press(page, "move-go", "Enter")
        expect(page.locator(".ts-note a.ts-button")).to_have_attribute("href", re.compile("^04_compare"))
        assert self.folder().assessment().phase == "agreed"

    def agree(self, key: str) -> None:
        page = self.page
        press(page, f"point-{key}", "Enter")
        expect(by_id(page, f"reason-{key}")).to_be_visible()
        press(page, f"answer-{key}-met", "Space")
        write(page, f"reason-{key}", "Samen nagezien.")
        if not by_id(page, f"present-{key}-chair").is_checked():  # who was there is remembered
            press(page, f"present-{key}-chair", "Space")
        tab_to(page, f'[id="body-{key}"] form .ts-main')
        page.keyboard.press("Enter")
        expect(by_id(page, f"said-{key}")).to_be_focused()

    # ---- compare and report ------------------------------------------------------------------------------

    def compare(self) -> None:
        page = self.page
        tab_to(page, ".ts-note a.ts-button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/04_compare.ipynb*", timeout=PATIENCE)
        expect(page.get_by_role("heading", level=2).first).to_have_attribute("id", "gates")
        tab_to(page, ".ts-level")
        page.keyboard.press("Enter")
        expect(page.locator("#because .ts-judged").first).to_be_visible()
        for name in SOLUTIONS.values():
            expect(page.locator(".ts-ranking")).to_contain_text(name)
        self.sound("#pointing")

    def report(self) -> None:
        page, case = self.page, self.case
        step(page, "08_report")
        self.sound("#make")
        page.evaluate("document.activeElement.blur()")
        press(page, "make", "Enter")
        expect(page.locator("#files a[download]")).to_have_count(2)
        expect(page.locator("#files-title")).to_be_focused()
        html, pdf = sorted((self.folder().reports).glob("[!.]*"))
        assert f'<html lang="{case.language}"' in html.read_text("utf-8")
        assert pdf.read_bytes().startswith(b"%PDF-")
        self.watch.quiet()
        kept = json.loads((data_of(self.server) / "settings.json").read_text("utf-8"))
        assert kept["language"] == case.language

"""A committee plays a whole tender: four people, each with a machine of their own, on one shared folder of assessments.

Of each machine there is a server with its own home (drafts, keys, settings) and a window of its own; what all four
see is one folder, as on a network drive. A few cells are answered by keyboard and the others in Python, as the same
evaluator with the same home, so that it takes a minute or two.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect
from tests.browser.axe import violations
from tests.browser.server import ROOT, Server, serving
from tests.browser.walk import (
    PATIENCE,
    Watch,
    by_id,
    choose,
    config_of,
    data_of,
    press,
    step,
    tab_to,
    window,
    write,
)
from tests.pages.opened import chair
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.opening import Opened
from toetssteen.model.replay.assessment import Cell, judged
from toetssteen.scoring.result.result import Result
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

NAME = "webchat"
CHAIR, ONE, TWO, THREE = PEOPLE = ("chair", "evaluator-1", "evaluator-2", "evaluator-3")
EVALUATORS = (ONE, TWO, THREE)
FOUR = "evaluator-4"
"""Somebody who joins later and is recused."""
LINDE, BEUK, WILG = SOLUTIONS = {"lindepraat": "Lindepraat", "beukgesprek": "Beukgesprek", "wilgenlijn": "Wilgenlijn"}
GATE = "privacy.processing-agreement"
APART: Cell = (LINDE, "inclusion.plain-language")
LESS_APART: Cell = (LINDE, "privacy.metadata")
LEVELS: dict[Cell, dict[str, str]] = {
    APART: {ONE: "1", TWO: "4", THREE: "3"},
    LESS_APART: {ONE: "2"},
    (WILG, "exit.data-back"): dict.fromkeys(EVALUATORS, "2"),
}
"""Where the levels are not 3: one large difference, one small, and the one in which the third solution is less."""
BAND = {"method": "band", "best": "60000", "worst": "160000", "weight": "40"}
PRICE = Decimal("120000")
"""The price of the two that end equal."""
GIVEN = re.compile(r'"solution":\s*"([^"]+)",\s*"criterion":\s*"([^"]+)",\s*"answer":\s*"([^"]+)"')
VALUES = "[...document.querySelectorAll('textarea, input')].map(each => each.value).join('\\n')"


def canary(person: str) -> str:
    """Give what stands in every reason of one evaluator, and in nothing else."""
    return f"kanarie-van-{person}"


def reason(person: str, cell: Cell) -> str:
    return f"{canary(person)}: gezien bij {cell[0]}, {cell[1]}."


def level(person: str, cell: Cell) -> str:
    return LEVELS.get(cell, {}).get(person, "3")


@dataclass
class Desk:
    """Somebody of the committee at a machine of their own: what they see, and all that came and went over the wire."""

    person: str
    server: Server
    page: Page
    watch: Watch
    wire: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    own: dict[Cell, str] = field(default_factory=dict)

    def home(self) -> AbstractContextManager[object]:
        """Have the drafts and keys of who sits here."""
        home = {"TOETSSTEEN_DATA": str(data_of(self.server)), "TOETSSTEEN_CONFIG": str(config_of(self.server))}
        return patch.dict(os.environ, home)

    @contextmanager
    def hands(self) -> Iterator[Folder]:
        """Work in Python as who sits here: with their drafts and keys."""
        with self.home():
            yield workbench.open_folder(self.server.workspace / "assessments" / NAME)

    def visit(self, page: str) -> None:
        self.page.goto(self.server.page(page, f"assessment={NAME}"), timeout=PATIENCE)
        expect(self.page.locator("#ts-content")).to_be_visible()

    def look_again(self) -> None:
        """Come back to this window, as somebody who looked elsewhere."""
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    def sound(self) -> None:
        assert not (found := violations(self.page)), found
        self.watch.quiet()

    def overhear(self, socket: WebSocket) -> None:
        """Keep every message, in and out; a message is JSON within JSON, so its escapes are taken out."""

        def plain(frame: str | bytes) -> str:
            text = frame.decode("utf-8", "replace") if isinstance(frame, bytes) else frame
            return text.replace("\\", "")

        socket.on("framereceived", lambda frame: self.wire.append(plain(frame)))
        socket.on("framesent", lambda frame: self.sent.append(plain(frame)))

    def seen(self) -> str:
        """Give all that is in the page, typed text too."""
        text: str = self.page.content() + self.page.evaluate(VALUES)
        return text

    def knows_only_own(self) -> None:
        """Require that nothing of anybody else's judgement ever came here: no reason and no answer."""
        everything = "\n".join([*self.wire, *self.sent, self.seen()])
        assert self.wire
        assert [each for each in EVALUATORS if each != self.person and canary(each) in everything] == []
        answers, sent = (set(GIVEN.findall("\n".join(each))) for each in (self.wire, self.sent))
        strange = {each for each in answers if each[2] not in (self.own.get(each[:2]), "unanswered")}
        assert strange <= sent  # else what one chose on the way to one's answer
        if self.person == CHAIR:
            assert answers == set()
        else:  # that it would be noticed: what is one's own is there
            assert canary(self.person) in everything
            assert (*LESS_APART, level(self.person, LESS_APART)) in answers
            assert (*APART, level(self.person, APART)) in sent


@pytest.fixture
def desks(browser: Browser, tmp_path: Path) -> Iterator[dict[str, Desk]]:
    """Give the four desks: four workspaces that share one folder of assessments, four servers, four windows."""
    shared = tmp_path / "network drive" / "assessments"
    shared.mkdir(parents=True)
    with ExitStack() as stack:
        running: dict[str, Server] = {}
        for person in PEOPLE:
            own = tmp_path / person
            shutil.copytree(ROOT / "notebooks", own / "notebooks", ignore=shutil.ignore_patterns(".*"))
            (own / "assessments").symlink_to(shared, target_is_directory=True)
            running[person] = stack.enter_context(serving(own))
        found = {}
        for person in PEOPLE:
            context = window(browser)
            stack.callback(context.close)
            page = context.new_page()
            found[person] = Desk(person, running[person], page, Watch(page, running[person].base))
            page.on("websocket", found[person].overhear)
        yield found


@pytest.mark.nightly
def test_a_committee_plays_a_whole_tender(desks: dict[str, Desk], shelf: Library) -> None:
    committee = Committee(desks, shelf)
    committee.prepare()
    committee.open()
    committee.declare()
    committee.take_a_measure()
    committee.score()
    committee.nothing_is_known()
    committee.unseal()
    committee.agree()
    committee.prices()
    committee.correct()
    committee.decide()
    committee.look_back()


class Committee:
    """The chair and three evaluators, each at a desk."""

    def __init__(self, desks: dict[str, Desk], shelf: Library) -> None:
        self.desks, self.shelf = desks, shelf
        self.chair = desks[CHAIR]
        self.shared = desks[CHAIR].server.workspace / "assessments" / NAME

    def folder(self) -> Folder:
        """Open the shared folder as somebody would who has none of the keys."""
        return workbench.open_folder(self.shared)

    # ---- preparing: by the chair's own functions ------------------------------------------------------------

    def prepare(self) -> None:
        given = {"assessment": NAME, "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
        opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
        assert isinstance(opened, Opened)
        rules = {"aggregation": "consensus", "no_answer_counts_as": "lowest", "fewest_evaluators": 3}
        rules["tie_break"] = [{"by": "quality"}, {"by": "lot"}]
        weights = {"inclusion": "40", "privacy": "20", "exit": "20", "effectiveness": "20"}
        with self.chair.home():
            workbench.create(self.shared, opened, self.shelf.set("web-chat-tender"))
        with self.chair.hands() as folder:
            for person in EVALUATORS:
                chair(folder, "person-added", person=person, role="evaluator", expertise=f"Vak van {person}")
            for question, answer in ANSWERS.items():
                chair(folder, "scoping-answered", question=question, answer=answer)
            chair(folder, "weights-set", values=weights, reason="Meedoen weegt hier het zwaarst.")
            chair(folder, "rules-set", rules=rules)
            chair(folder, "pricing-set", pricing=BAND)
            Workbench.of(folder, CHAIR).freeze(self.shelf)
            method = folder.assessment().method
        assert method is not None
        gates = {each.id for each in method.gates}
        cells = [(solution, each) for solution in SOLUTIONS for each in judged(method)]
        for person in EVALUATORS:
            self.desks[person].own = {
                cell: "met" if cell[1] in gates else level(person, cell)
                for cell in cells
                if not (person == THREE and cell[0] == BEUK)
            }

    # ---- declaring: of the bidders there are ------------------------------------------------------------

    def declare(self) -> None:
        for person in EVALUATORS:
            desk, page = self.desks[person], self.desks[person].page
            desk.visit("02_score")
            write(page, "who", person)
            press(page, "who-go", "Enter")
            if person == THREE:
                press(page, "interests-none", "Space", "ArrowDown")
                write(page, "described", "Mijn zus werkt bij de maker van Beukgesprek.")
            else:
                press(page, "interests-none", "Space")
            press(page, "declare-go", "Enter")
            expect(page.locator("#confidential-fault")).to_contain_text("geheimhouding")
            press(page, "confidential", "Space")
            press(page, "declare-go", "Enter")
            if person == THREE:
                expect(page.locator("#held-title")).to_be_focused()
            else:
                expect(page.locator(".ts-ask button[aria-expanded=true]").first).to_be_focused()
        state = self.folder().assessment()
        assert {each: state.declarations[each].interests for each in EVALUATORS} == {
            **dict.fromkeys((ONE, TWO), "none"),
            THREE: "described",
        }
        assert len({state.declarations[each].key for each in EVALUATORS}) == len(EVALUATORS)
        for person in EVALUATORS:
            with self.desks[person].hands() as folder:
                assert [each for each in EVALUATORS if Workbench.of(folder, each).keys.own] == [person]

    # ---- opening, offers, and what is done about an interest -------------------------------------------------

    def open(self) -> None:
        page = self.chair.page
        self.chair.visit("01_prepare")
        press(page, "move-open-ask", "Enter")
        press(page, "move-open-yes", "Enter")
        expect(by_id(page, "moves-title")).to_be_focused()
        for count, name in enumerate(SOLUTIONS.values(), 1):
            tab_to(page, '[id="solutions/name"]', "Shift+Tab" if count == 1 else "Tab")
            page.keyboard.type(name)
            press(page, "solutions-go", "Enter")
            expect(page.locator("#solutions .ts-card")).to_have_count(count)
            expect(by_id(page, "solutions-mark")).to_have_text("Opgeslagen")
        assert list(self.folder().assessment().solutions) == list(SOLUTIONS)

    def take_a_measure(self) -> None:
        page, slot = self.chair.page, f"measure-{THREE}"
        self.desks[THREE].look_again()
        expect(by_id(page, "committee")).not_to_contain_text("Mijn zus")  # nobody chose who they are
        press(page, "measures-chair", "Enter")
        expect(by_id(page, "committee").locator("blockquote")).to_contain_text("Mijn zus")
        page.evaluate("document.activeElement.blur()")
        choose(page, f"{slot}/measure", "restricted")
        press(page, f"{slot}/solution-{BEUK}", "Space")
        write(page, f"{slot}/reason", "Een zus werkt bij de maker.")
        expect(self.desks[THREE].page.locator("#held-title")).to_be_visible()
        assert not [each for each in SOLUTIONS.values() if each in self.desks[THREE].page.content()]
        press(page, f"{slot}-go", "Enter")
        expect(by_id(page, "measures-title")).to_be_focused()
        expect(by_id(page, "committee")).to_contain_text("Beukgesprek: aantal beoordelaars 2; gewenst is 3.")
        self.chair.sound()
        state = self.folder().assessment()
        assert (state.kept_from(THREE), state.waiting) == ({BEUK}, set())
        self.recuse()

    def recuse(self) -> None:
        """Let a fourth evaluator join, describe an interest and be recused: nobody waits for them."""
        with self.chair.hands() as folder:
            chair(folder, "person-added", person=FOUR, role="evaluator", expertise="Inkoop")
            Workbench.of(folder, FOUR).declare("described", "Ik werk volgende maand bij de maker.")
            chair(folder, "measure-taken", person=FOUR, measure="recused", reason="Een nieuwe baan bij de maker.")
        state = self.folder().assessment()
        assert (state.kept_from(FOUR), state.waiting) == (set(SOLUTIONS), set())

    # ---- scoring, sealed ------------------------------------------------------------------------------------

    def score(self) -> None:
        for person in EVALUATORS:
            page, count = self.desks[person].page, len(self.desks[person].own)
            self.desks[person].look_again()
            self.by_keyboard(person)
            self.in_python(person)
            self.desks[person].look_again()
            expect(page.locator("#done")).to_have_js_property("value", count)
            expect(page.locator("#done")).to_have_js_property("max", count)
            if person == THREE:
                expect(page.locator("#kept-from")).to_be_visible()
                assert SOLUTIONS[BEUK] not in self.desks[THREE].seen()
            press(page, "submit-go", "Enter")
            expect(page.get_by_role("dialog")).to_be_visible()
            press(page, "confirm-yes", "Enter")
            expect(page.locator("#sealed")).to_be_focused()
        assert self.folder().assessment().round.submitted == EVALUATORS

    def by_keyboard(self, person: str) -> None:
        """Answer a minimum requirement and the point they will differ on, for the first solution."""
        page = self.desks[person].page
        expect(by_id(page, f"cell-{GATE}-{LINDE}")).to_be_visible()
        press(page, f"answer-{GATE}-{LINDE}-met", "Space")
        write(page, f"reason-{GATE}-{LINDE}", reason(person, (LINDE, GATE)))
        press(page, f"ask-{APART[1]}", "Enter")
        name = f"answer-{APART[1]}-{LINDE}"
        tab_to(page, f'input[name="{name}"]')
        page.keyboard.press("Space")
        choose(page, name, level(person, APART))
        write(page, f"reason-{APART[1]}-{LINDE}", reason(person, APART))
        page.keyboard.press("Tab")
        expect(page.locator("#done")).to_have_js_property("value", 2)
        expect(page.locator("#kept")).to_have_class(re.compile("ts-mark-saved"))
        with self.desks[person].hands() as folder:
            saved = Workbench.of(folder, person).draft().evaluations()
        assert (saved[APART].answer, saved[APART].reason) == (level(person, APART), reason(person, APART))

    def in_python(self, person: str) -> None:
        with self.desks[person].hands() as folder:
            draft = Workbench.of(folder, person).draft()
            done = draft.evaluations()
            for cell, answer in self.desks[person].own.items():
                given = {"solution": cell[0], "criterion": cell[1], "answer": answer, "reason": reason(person, cell)}
                if cell not in done:
                    draft.save(Evaluation.model_validate(given))

    def nothing_is_known(self) -> None:
        """Before the round is opened nobody sees a score of another, on any page, on the wire or on the shared disk."""
        for person in EVALUATORS:
            self.desks[person].knows_only_own()
        for name in ("03_consensus", "04_compare", "08_report", "12_audit"):
            for person in (CHAIR,) if name == "08_report" else (CHAIR, ONE):
                self.desks[person].visit(name)
                self.desks[person].knows_only_own()
            if name == "04_compare":
                expect(self.chair.page.get_by_text("De prijzen blijven dicht.")).to_be_visible()
            self.chair.sound()
        files = [each for each in self.shared.rglob("*") if each.is_file()]
        assert files
        assert [each for each in files if b"kanarie" in each.read_bytes()] == []

    # ---- opening the round; agreeing --------------------------------------------------------------------------

    def unseal(self) -> None:
        page = self.chair.page
        self.chair.visit("03_consensus")
        by_id(page, "ts-who").select_option(CHAIR)
        expect(page.locator("#move-go")).to_be_visible()
        assert not re.search("|".join(SOLUTIONS.values()), page.content())
        press(page, "move-go", "Enter")
        expect(by_id(page, "move-sure")).to_be_focused()
        self.chair.sound()
        assert self.folder().assessment().phase == "open"
        press(page, "move-yes", "Enter")
        expect(page.locator("#ts-cards")).to_be_visible()
        state = self.folder().assessment()
        assert (state.phase, state.round.opened_early) == ("scored", None)
        expect(page.locator(".ts-points > li").first).to_have_attribute("id", f"card-{'|'.join(APART)}")
        expect(page.locator(".ts-points > li").first).to_contain_text("75%")

    def agree(self) -> None:
        page, key = self.chair.page, "|".join(APART)
        press(page, f"point-{key}", "Enter")
        expect(by_id(page, f"body-{key}").locator(".ts-side > li")).to_have_count(len(EVALUATORS))
        for person in EVALUATORS:  # now, and only now, all of them stand side by side
            expect(by_id(page, f"body-{key}")).to_contain_text(reason(person, APART))
        assert all(canary(person) in "".join(self.chair.wire) for person in EVALUATORS)
        choose(page, f"answer-{key}", "3")
        write(page, f"reason-{key}", "Samen opnieuw gelezen.")
        for person in (CHAIR, *EVALUATORS):
            press(page, f"present-{key}-{person}", "Space")
        tab_to(page, f'[id="body-{key}"] form details:has([id="dissent-{key}-{TWO}"]) > summary')
        page.keyboard.press("Enter")
        press(page, f"dissent-{key}-{TWO}", "Space")
        write(page, f"why-{key}-{TWO}", "Het is beter dan wij nu opschrijven.")
        self.chair.sound()
        tab_to(page, f'[id="body-{key}"] form .ts-main')
        page.keyboard.press("Enter")
        expect(by_id(page, f"said-{key}")).to_be_focused()
        with self.chair.hands() as folder:
            cell = dict(zip(("solution", "criterion"), LESS_APART, strict=True))
            chair(folder, "agreed", **cell, answer="3", reason="Staat in bijlage 2.", present=list(PEOPLE), round=1)
        agreed = self.folder().assessment().round.agreed
        assert {each: agreed[each].answer for each in agreed} == {APART: "3", LESS_APART: "3"}
        assert [each.person for each in agreed[APART].dissent] == [TWO]
        assert agreed[APART].present == list(PEOPLE)
        write(page, "move-reason", "Over de andere punten was niemand het oneens.")
        press(page, "move-go", "Enter")
        expect(page.locator(".ts-note a.ts-button")).to_have_attribute("href", re.compile("^04_compare"))
        assert self.folder().assessment().phase == "agreed"

    # ---- prices, a tie --------------------------------------------------------------------------------------

    def prices(self) -> None:
        page = self.chair.page
        step(page, "04_compare")
        prices = {LINDE: PRICE, BEUK: PRICE, WILG: self.as_good_as_the_others()}
        for solution, price in prices.items():
            write(page, f"price-{solution}/amount", str(price))
            press(page, f"price-{solution}-go", "Enter")
            expect(page.get_by_text(f"De prijs van {SOLUTIONS[solution]} is vastgelegd.")).to_be_visible()
        expect(page.locator("#combined")).to_be_visible()
        self.chair.sound()
        press(page, "tie-go", "Enter")
        expect(page.get_by_text("Deze volgorde is vastgelegd.")).to_be_visible()
        expect(page.locator("#decision-asks")).to_contain_text("punten niet beantwoord")
        self.order = self.lots()
        ranking = page.get_by_role("table", name="Wat is vergeleken, met de prijs en de plaats op kwaliteit")
        for place, solution in enumerate(self.order, 1):
            expect(ranking.get_by_role("row").nth(place)).to_contain_text(SOLUTIONS[solution])

    def as_good_as_the_others(self) -> Decimal:
        """Work out the price at which the third solution ends equal with the others: less quality, cheaper."""
        total = {each.id: Fraction(each.total.low) for each in self.result().solutions}
        assert total[LINDE] == total[BEUK] > total[WILG]
        best, worst, weight = (Fraction(BAND[each]) for each in ("best", "worst", "weight"))
        cheaper = (total[LINDE] - total[WILG]) * (100 - weight) / weight * (worst - best) / 100
        price = Fraction(PRICE) - cheaper
        assert (price * 100).denominator == 1
        return Decimal(int(price * 100)) / 100

    def result(self) -> Result:
        return Workbench.of(self.folder()).result()

    def lots(self) -> list[str]:
        """Repeat the tie-break: quality puts the third last, and of the others the lowest lot comes first."""
        [tie] = self.folder().assessment().round.ties
        assert tie.seed is not None
        drawn = sorted((LINDE, BEUK), key=lambda each: hashlib.sha256(f"{tie.seed}:{each}".encode()).hexdigest())
        assert tie.order == [*drawn, WILG]
        ranks = {each.id: each.rank.rank for each in self.result().solutions}
        assert [ranks[each] for each in tie.order] == [1, 2, 3]
        return tie.order

    # ---- a correction, the decision -------------------------------------------------------------------------

    def correct(self) -> None:
        """The first evaluator corrects a level of their own; what was agreed stands, and so does the order."""
        desk, key = self.desks[ONE], "|".join(APART)
        page, slot = desk.page, f"fix:own:{key}"
        desk.visit("03_consensus")
        by_id(page, "ts-who").select_option(ONE)
        press(page, f"point-{key}", "Enter")
        press(page, f"open-{slot}", "Enter")
        expect(by_id(page, f"why-{slot}")).to_be_focused()
        page.keyboard.type("Verkeerd overgenomen van papier.")
        choose(page, f"answer-{slot}", "2")
        press(page, f"send-{slot}", "Enter")
        turned = by_id(page, f"body-{key}").locator(".ts-turned").first
        expect(turned).to_have_text(re.compile(r"Stond er eerst\s*1.*Staat er nu\s*2"))
        desk.watch.quiet()
        part = self.folder().assessment().round
        [correction] = part.corrections
        assert (correction.author, correction.reason) == (ONE, "Verkeerd overgenomen van papier.")
        assert (correction.evaluation.answer, part.agreed[APART].answer) == ("2", "3")
        assert self.lots() == self.order

    def decide(self) -> None:
        page = self.chair.page
        self.chair.visit("04_compare")
        expect(page.get_by_role("table", name="Correcties")).to_contain_text("Verkeerd overgenomen van papier.")
        self.chair.sound()
        expect(page.locator("#decision-asks")).to_contain_text("punten niet beantwoord")
        tab_to(page, 'a[href^="01_prepare"][href$="#moves"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/01_prepare.ipynb*", timeout=PATIENCE)
        expect(by_id(page, "move-decided-ask")).to_be_visible()
        press(page, "move-decided-ask", "Enter")
        write(page, "move-decided/reason", "De eerste in rang.")
        press(page, "move-decided-yes", "Enter")
        expect(by_id(page, "moves-title")).to_be_focused()
        assert self.folder().assessment().phase == "decided"
        self.chair.sound()

    # ---- looking back: verified, and reported -----------------------------------------------------------------

    def look_back(self) -> None:
        page = self.chair.page
        step(page, "12_audit")
        press(page, "verify", "Enter")
        expect(page.locator("#verified")).to_be_focused()
        expect(page.locator("#verified")).to_contain_text("Heel: alles is zoals het is geschreven.")
        for person in PEOPLE:
            expect(page.locator("#verified dl")).to_contain_text(self.folder().assessment().heads[person])
        self.chair.sound()
        step(page, "08_report")
        self.chair.sound()
        press(page, "make", "Enter")
        expect(page.locator("#files a[download]")).to_have_count(2)
        expect(page.locator("#files-title")).to_be_focused()
        self.chair.sound()
        html, pdf = sorted((self.shared / "reports").glob("[!.]*"))
        assert pdf.read_bytes().startswith(b"%PDF-")
        told = html.read_text("utf-8")
        for each in ("Het is beter dan wij nu opschrijven.", "Verkeerd overgenomen van papier.", "120.000"):
            assert each in told
        assert not re.search("Mijn zus", told)  # what an interest is, only the chair reads

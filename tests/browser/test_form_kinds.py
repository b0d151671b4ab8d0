"""What can come between what is on the screen and what is kept, one kind a test; every form: ``test_forms``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests import keyless
from tests.browser.forms import enter, other_language, unfold
from tests.browser.server import Server
from tests.browser.test_prepare_ask import file, filled
from tests.browser.walk import Watch, by_id, window
from tests.pages.opened import chair, open_tender
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.criteria import CriteriaSet
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

WHY = "Besproken op 3 maart."


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """Give one window for all kinds."""
    context = window(browser)
    yield context.new_page()
    context.close()


def visit(server: Server, page: Page, notebook: str, folder: Folder) -> None:
    page.goto(server.page(notebook, f"assessment={folder.path.name}"))
    expect(page.locator("#ts-content")).to_be_visible()


def tender(server: Server, name: str, chosen: CriteriaSet | None) -> Folder:
    """Begin a small tender."""
    given = {"title": "Webchat", "track": "tender", "procedure": "above-threshold", "authority": "Gemeente Voorbeeld"}
    opened = workbench.body_of("opened", {**given, "assessment": name})
    assert isinstance(opened, Opened)
    return keyless.create(server.workspace / "assessments" / name, opened, chosen)


@pytest.fixture
def preparing(server: Server, shelf: Library, shared: Page, request: pytest.FixtureRequest) -> Iterator[Folder]:
    """Give a small tender of the test's own, opened on the prepare page in Dutch; afterwards nothing failed."""
    name = f"form-{re.sub('[^a-z0-9]+', '-', request.node.name.lower())[:60].strip('-')}"
    folder = tender(server, name, shelf.set("web-chat-tender"))
    watch = Watch(shared, server.base)
    visit(server, shared, "01_prepare", folder)
    if shared.locator("html").get_attribute("lang") != "nl":
        other_language(shared)
    yield folder
    watch.quiet()


def test_swings_that_were_not_worked_out_are_refused_at_their_level(preparing: Folder, shared: Page) -> None:
    page, before = shared, dict(preparing.assessment().heads)
    unfold(page, "#weights form.ts-weights")
    enter(page, "weights/reason", WHY)
    enter(page, "ways/privacy=swing", "")
    expect(by_id(page, "weights-mark")).to_have_text("Ingevuld, nog niet opgeslagen")
    by_id(page, "weights-go").click()
    expect(page.locator("#swing-made-privacy .ts-fault")).to_be_focused()
    expect(page.locator("#swing-made-privacy .ts-fault")).to_contain_text("Reken de gewichten uit")
    expect(by_id(page, "sum-short-privacy")).to_have_text("Sprongen, nog niet uitgerekend")
    ids = page.locator('input[data-number][id^="ways/privacy/"]').evaluate_all("all => all.map((each) => each.id)")
    enter(page, ids[0], "100")
    by_id(page, "swing-go-privacy").click()
    expect(page.locator("#swing-made-privacy table")).to_be_visible()
    enter(page, ids[1], "50")  # other swings than those that were worked out
    by_id(page, "weights-go").click()
    expect(page.locator("#swing-made-privacy .ts-fault")).to_be_focused()
    enter(page, "ways/values=swing", "")
    by_id(page, "weights-go").click()
    expect(page.locator("#swing-made-values .ts-fault")).to_be_focused()
    expect(page.locator("#swing-made-privacy .ts-fault")).to_be_visible()
    assert dict(preparing.assessment().heads) == before
    by_id(page, ids[1]).fill("")
    by_id(page, ids[1]).press_sequentially("1e")  # no number, and not taken away while it is typed
    by_id(page, "swing-go-privacy").click()
    expect(by_id(page, ids[1])).to_be_focused()
    expect(by_id(page, f"{ids[1]}-fault")).to_be_visible()
    by_id(page, "weights-drop").click()
    expect(by_id(page, "ways/values=percent")).to_be_checked()
    expect(by_id(page, "weights-mark")).to_have_text("")


def test_a_choice_that_is_not_offered_is_shown_and_stays(preparing: Folder, shared: Page) -> None:
    chair(preparing, "rules-set", rules={"aggregation": "consensus", "fewest_evaluators": 9})
    shared.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(by_id(shared, "rules/fewest")).to_have_value("9")
    shared.evaluate("document.querySelector('#rules form').requestSubmit()")
    expect(by_id(shared, "rules-mark")).to_have_text("Opgeslagen")
    rules = preparing.assessment().choices.rules
    assert rules is not None
    assert rules.rules.fewest_evaluators == 9


def test_what_is_typed_while_something_is_saved_stays_typed(preparing: Folder, shared: Page) -> None:
    enter(shared, "committee/expertise", "Privacy")
    shared.evaluate(
        """() => {
            document.getElementById("committee-go").click();
            const field = document.getElementById("committee/expertise");
            field.value = "Klantcontact";
            field.dispatchEvent(new Event("input"));
        }"""
    )
    expect(shared.get_by_role("rowheader", name="evaluator-1")).to_be_visible()
    expect(by_id(shared, "committee/expertise")).to_have_value("Klantcontact")
    expect(by_id(shared, "committee-mark")).to_have_text("Ingevuld, nog niet opgeslagen")
    assert preparing.assessment().people["evaluator-1"].expertise == "Privacy"


def test_a_number_that_cannot_be_read_is_refused_at_its_field(preparing: Folder, shared: Page) -> None:
    enter(shared, "price/kind=band", "")
    for name, text in {"best": "60000", "worst": "160000", "weight": "40"}.items():
        enter(shared, f"price/{name}", text)
    for name in ("estimate", "percent"):
        by_id(shared, f"price/{name}").press_sequentially("1e")
    by_id(shared, "price-go").click()
    expect(by_id(shared, "price/estimate")).to_be_focused()
    expect(by_id(shared, "price/estimate")).to_have_attribute("aria-invalid", "true")
    expect(shared.locator("#price .ts-fault")).to_have_count(2)
    assert preparing.assessment().choices.pricing is None


def test_what_is_filled_in_and_not_saved_is_named_where_it_would_not_count(preparing: Folder, shared: Page) -> None:
    for question, answer in ANSWERS.items():
        enter(shared, f"scoping-{question}/answer={answer}", "")
        expect(by_id(shared, f"scoping-{question}-mark")).to_have_text("Opgeslagen")
    by_id(shared, "freeze-ask").click()
    enter(shared, "rules/digits", "5")
    by_id(shared, "freeze-yes").click()
    expect(shared.locator("#freeze p.ts-note")).to_contain_text("nog niet opgeslagen: Rekenregels")
    assert preparing.assessment().fingerprint is None
    unfold(shared, "#profile-keep")
    enter(shared, "weights/reason", WHY)
    enter(shared, "keep/title", "Profiel")
    enter(shared, "keep/why", WHY)
    by_id(shared, "keep-go").click()
    expect(by_id(shared, "keep-fault")).to_be_focused()
    by_id(shared, "freeze-yes").click()
    expect(shared.locator("#freeze p.ts-note")).to_contain_text("Gewichten")
    by_id(shared, "freeze-yes").click()
    expect(by_id(shared, "fingerprint-full")).to_be_visible()


def test_an_answer_that_was_chosen_just_before_leaving_is_kept(preparing: Folder, server: Server, shared: Page) -> None:
    shared.evaluate("window.setTimeout = () => 0")  # it is sent shortly after; the page is left before that
    enter(shared, "scoping-ai/answer=none", "")
    visit(server, shared, "01_prepare", preparing)
    expect(by_id(shared, "scoping-ai/answer=none")).to_be_checked()
    expect(shared.get_by_role("status")).to_contain_text("nu opgeslagen")
    assert preparing.assessment().choices.scoping == {"ai": "none"}


def test_what_was_chosen_and_is_gone_is_not_sent(server: Server, shelf: Library, shared: Page) -> None:
    folder = open_tender(server.workspace, shelf, "form-gone")
    visit(server, shared, "01_prepare", folder)
    unfold(shared, "#measure-other")
    enter(shared, "measure-evaluator-1/measure=restricted", "")
    for each in ("linde", "beuk"):
        enter(shared, f"measure-evaluator-1/solution-{each}", "")
    enter(shared, "measure-evaluator-1/reason", WHY)
    chair(folder, "solution-withdrawn", solution="beuk", reason=WHY)
    shared.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(by_id(shared, "measure-evaluator-1/solution-beuk")).to_have_count(0)
    by_id(shared, "measure-evaluator-1-go").click()
    expect(shared.locator("#measures > ul").first).to_contain_text("evaluator-1")
    assert folder.assessment().measures["evaluator-1"].solutions == ["linde"]


def test_an_interest_that_is_described_is_not_dropped(server: Server, shelf: Library, shared: Page) -> None:
    folder = open_tender(server.workspace, shelf, "form-interest")
    visit(server, shared, "02_score", folder)
    shared.locator("#who").select_option("evaluator-1")
    shared.locator("#who-go").click()
    expect(shared.locator("#declare-go")).to_be_visible()
    by_id(shared, "described").fill("Een aandeel in Linde.")
    for each in ("interests-none", "confidential"):
        enter(shared, each, "")
    by_id(shared, "declare-go").click()
    expect(shared.locator("#described-fault")).to_contain_text(re.compile("‘geen belang’|‘no interest’"))
    enter(shared, "interests-described", "")
    by_id(shared, "confidential").uncheck()
    by_id(shared, "declare-go").click()
    expect(shared.locator("#confidential-fault")).to_be_visible()
    expect(shared.locator("#described-fault")).to_have_count(0)  # it was of the press before
    assert folder.assessment().declarations == {}


def test_a_reason_that_is_hidden_is_not_sent_with_somebody_elses_answers(
    server: Server, shelf: Library, shared: Page
) -> None:
    folder = open_tender(server.workspace, shelf, "form-reason")
    content = filled(Workbench.of(folder, "chair").ask("xlsx", "nl"), F2="Ja.", G2="voldaan")
    Workbench.of(folder, "chair").receive("linde", content, {}, name="linde.xlsx")
    visit(server, shared, "01_prepare", folder)
    enter(shared, "asktake/solution", "linde")
    enter(shared, "asktake/reason", "Linde stuurde een nieuwe versie.")
    by_id(shared, "ask-answers").set_input_files(file("beuk.xlsx", content))  # type: ignore[arg-type]
    enter(shared, "asktake/solution", "beuk")
    expect(by_id(shared, "asktake/reason")).to_be_hidden()
    chair(folder, "clarified", question="Mag het?", answer="Ja.")  # the section is drawn again
    shared.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(shared.locator("#ask-told")).to_contain_text("Mag het?")
    by_id(shared, "ask-take").click()
    expect(by_id(shared, "ask-from-beuk")).to_be_focused()
    assert folder.assessment().answers["beuk"].reason is None
    expect(by_id(shared, "ask-answers")).to_have_value("")


def test_a_choice_stays_when_another_part_of_its_section_is_saved(preparing: Folder, shared: Page) -> None:
    chair(preparing, "set-fitted", dropped={"exit.data-back": WHY})
    shared.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(by_id(shared, "undrop-exit.data-back")).to_be_visible()
    unfold(shared, "#other-set")
    enter(shared, "criteria/set=chat-channel", "")
    by_id(shared, "undrop-exit.data-back").click()
    expect(by_id(shared, "undrop-exit.data-back")).to_have_count(0)
    expect(by_id(shared, "criteria/set=chat-channel")).to_be_checked()
    expect(by_id(shared, "criteria-mark")).to_have_text("Ingevuld, nog niet opgeslagen")


def test_what_hangs_on_the_set_waits_for_it(server: Server, shared: Page) -> None:
    visit(server, shared, "01_prepare", tender(server, "form-without-set", None))
    first = shared.get_by_text(re.compile(r"^(Kies eerst een criteriaset|Choose a criteria set first)\.$"))
    expect(first).to_have_count(7)  # scoping, class, weights, gates, conditions, price and the dry run
    enter(shared, "criteria/set=web-chat-tender", "")
    by_id(shared, "criteria-go").click()
    expect(by_id(shared, "weights-go")).to_be_visible()
    expect(first).to_have_count(0)

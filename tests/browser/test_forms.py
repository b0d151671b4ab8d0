"""Of every form: what is kept is what is on the screen, whatever happened in between."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.forms import Form, Shown, differences, enter, other_language, read
from tests.browser.server import Server
from tests.browser.stages import stages
from tests.browser.walk import by_id, config_of, data_of, window
from tests.pages.opened import chair
from tests.pages.priced import PRICES
from tests.scoped import IMPACT

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.errors import ToetssteenError
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

WHY = "Besproken op 3 maart."
LEVELS = {str(level): f"Er kijken {4 - level} camera's mee." for level in range(5)}
LINES = {"title": "Camera", "question": "Wie ziet u?", "why": "Daarom.", "link": "Aan de balie.", **LEVELS}
OBSERVERS = count(1)
CELL = "privacy.processing-agreement-linde"


@pytest.fixture(autouse=True)
def own_data(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let drafts and keys be where the server has them: those of who runs it."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """Give one window for all forms."""
    context = window(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folders(server: Server, shelf: Library) -> Iterator[dict[str, Folder]]:
    """Give an assessment at each stage; the keys are where the server looks for them."""
    places = {"TOETSSTEEN_DATA": str(data_of(server)), "TOETSSTEEN_CONFIG": str(config_of(server))}
    with patch.dict(os.environ, places):
        yield stages(server, shelf, "forms")


def weights_kept(body: Any, _: Folder) -> Shown | None:
    if body is None:
        return None
    inside = {f"weights/{each.split('.')[0]}/{each}": weight.written for each, weight in body.criteria.items()}
    values = {f"weights/values/{each}": weight.written for each, weight in body.values.items()}
    return {**values, **inside, "weights/reason": body.reason}


def weights_worked_out(page: Page) -> Shown:
    """Give the weights that stand beside the swings, in the order of the swings."""
    typed = page.locator('#weights input[id^="ways/values/"]:not([type=range])')
    names = typed.evaluate_all("all => all.map(f => f.id)")
    made = page.locator("#swing-made-values tbody td:last-child").all_inner_texts()
    return {f"weights/values/{name.rpartition('/')[2]}": text for name, text in zip(names, made, strict=False)}


def put_right(_: Any, folder: Folder) -> Shown | None:
    state = folder.assessment()
    if not state.righted:
        return None
    names = ("title", "about", "authority", "procurement", "lot", "track", "procedure")
    return {f"right-assessment-/{each}": getattr(state.opened, each) or "" for each in names}


def rules_kept(body: Any, _: Folder) -> Shown | None:
    if body is None:
        return None
    rules = body.rules
    named = {"lot": "lot", "quality": "by:quality"}
    steps = [named.get(each.by, each.value) for each in rules.tie_break]
    return {
        "rules/aggregation": rules.aggregation,
        "rules/no_answer": rules.no_answer_counts_as or "open",
        "rules/cap": "on" if rules.evidence_cap else "off",
        "rules/digits": str(rules.rounding.digits),
        "rules/mode": rules.rounding.mode,
        "rules/ties": rules.rounding.ties,
        "rules/fewest": str(rules.fewest_evaluators or ""),
        **{f"rules/tie-{place}": (*steps, "", "", "")[place] for place in range(3)},
    }


def price_kept(body: Any, _: Folder) -> Shown | None:
    if body is None:
        return None
    price = body.pricing
    low = {"price/estimate": "", "price/percent": ""}
    if price.low:
        low = {f"price/{each}": str(getattr(price.low, each)) for each in ("estimate", "percent")}
    if price.method == "band":
        own = {f"price/{each}": str(getattr(price, each)) for each in ("best", "worst", "weight")}
    else:
        own = {f"price/euro-{price.per}-{each}": str(euro) for each, euro in price.euro.items()}
        own["price/per"] = price.per
    return {"price/kind": price.method, **low, **own}


def own_kept(body: Any, _: Folder) -> Shown | None:
    if body is None or not body.own:
        return None
    made = body.own[-1]
    texts = {each: getattr(made, each) for each in ("title", "question", "why", "link")} | made.anchors
    said = {f"own/{each}/{name}": text.in_(each) for name, text in texts.items() for each in ("nl", "en")}
    said |= {f"own/{each}/ask": "\n".join(one.in_(each) for one in made.ask) for each in ("nl", "en")}
    return {**said, "own/value": made.id.split(".")[0], "own/by": made.by or ""}


def next_person(page: Page) -> Shown:
    """Give the id that the chosen role shows."""
    chosen = page.locator('[id="committee/role"] option:checked').inner_text()
    return {"person": re.sub(r".*\((.*)\)", r"\1", chosen)}


def of_body(**fields: str) -> Any:
    """Give what was kept: of each field (``__`` for ``/``) the name it has in the entry."""

    def kept(body: Any, _: Folder) -> Shown | None:
        if body is None:
            return None
        plain = body.model_dump(mode="json")
        return {name.replace("__", "/"): plain[each] or "" for name, each in fields.items()}

    return kept


OWN = {f"own/{language}/{name}": text for name, text in (LINES | {"ask": "Foto"}).items() for language in ("nl", "en")}
EARLY = [
    Form(
        "the period of use",
        "#bought form:has(#period-go)",
        {"period/begins": "2028-01-01", "period/ends": "2031-12-31"},
        "period-go",
        of_body(period__begins="begins", period__ends="ends"),
    ),
    Form(
        "scoping",
        "#scoping",
        {"scoping-ai/answer=none": ""},
        "scoping-processor/answer=yes",
        lambda _, folder: (
            (
                (given := folder.assessment().choices.scoping)
                and len(given) == 2
                and {f"scoping-{each}/answer": given.get(each, "") for each in {**given, **IMPACT}}
            )
            or None
        ),
    ),
    Form(
        "weights in percent",
        "#weights form.ts-weights",
        {"weights/values/inclusion": "35.5", "weights/values/privacy": "19.5", "weights/reason": WHY},
        "weights-go",
        weights_kept,
        ignored=("ways/",),
    ),
    Form(
        "weights in points",
        "#weights form.ts-weights",
        {
            "ways/values=points": "",
            "weights/values/inclusion": "14/58",
            "weights/values/privacy": "70",
            "weights/reason": "Paarsgewijs vergeleken.",
        },
        "weights-go",
        weights_kept,
        ignored=("ways/",),
    ),
    Form(
        "weights by swings that are worked out",
        "#weights form.ts-weights",
        {
            "ways/values=swing": "",
            "ways/values/inclusion": "100",
            "ways/values/privacy": "50",
            "weights/reason": "Nu zo.",
        },
        "weights-go",
        weights_kept,
        before=("swing-go-values",),
        also=weights_worked_out,
        ignored=("ways/",),
    ),
    Form(
        "what is put right",
        "#right-assessment-",
        {"right-assessment-/authority": "Gemeente Elders", "right-assessment-/reason": WHY},
        "right-assessment--go",
        put_right,
        ignored=("right-assessment-/reason",),
    ),
    Form(
        "the rules",
        "#rules form",
        {"rules/digits": "4", "rules/tie-0": "privacy", "rules/aggregation=median": ""},
        "rules-go",
        rules_kept,
    ),
    Form(
        "price by a band",
        "#price form",
        {
            "price/kind=band": "",
            "price/best": "60000",
            "price/worst": "160000.5",
            "price/weight": "40",
            "price/estimate": "110000",
            "price/percent": "60",
        },
        "price-go",
        price_kept,
    ),
    Form(
        "price by value",
        "#price form",
        {
            "price/kind=value-based": "",
            "price/euro-value-inclusion": "1000",
            "price/euro-value-privacy": "2000",
            "price/euro-value-exit": "0",
            "price/euro-value-effectiveness": "12.34",
        },
        "price-go",
        price_kept,
    ),
    Form(
        "somebody of the committee",
        "#committee form:has(#committee-go)",
        {"committee/role": "evaluator", "committee/expertise": WHY},
        "committee-go",
        of_body(committee__role="role", committee__expertise="expertise", person="person"),
        also=next_person,
    ),
    Form(
        "a criterion left out",
        '[id="drop-exit.data-back-part"]',
        {"drop-exit.data-back/reason": WHY},
        "drop-exit.data-back-go",
        lambda body, _: body and {"drop-exit.data-back/reason": body.dropped["exit.data-back"]},
    ),
    Form("a criterion of one's own", "#own-new form", {"own/value": "privacy", **OWN}, "own-go", own_kept),
]
OPENED = [
    Form(
        "a solution",
        "#solutions form:has(#solutions-go)",
        {"solutions/name": "Wilg", "solutions/vendor": "Wilg BV", "solutions/about": WHY},
        "solutions-go",
        of_body(solutions__name="name", solutions__vendor="vendor", solutions__about="about"),
    ),
    Form(
        "a measure",
        "#measure-other",
        {
            "measure/person": "evaluator-2",
            "measure-evaluator-2/measure=restricted": "",
            "measure-evaluator-2/solution-linde": "",
            "measure-evaluator-2/reason": WHY,
        },
        "measure-evaluator-2-go",
        lambda body, _: (
            body
            and {
                "measure/person": body.person,
                "measure-evaluator-2/measure": body.measure,
                **{
                    f"measure-evaluator-2/solution-{each}": ["on"] if each in body.solutions else []
                    for each in ("linde", "beuk", "wilg")
                },
                "measure-evaluator-2/reason": body.reason,
            }
        ),
    ),
    Form(
        "a question that was clarified",
        "#ask form:last-of-type",
        {"ask/question": "Mag het?", "ask/answer": "Ja."},
        "ask-clarify",
        of_body(ask__question="question", ask__answer="answer"),
    ),
]


def draft(_: Any, folder: Folder) -> Shown | None:
    found = Workbench.of(folder, "evaluator-1").draft().evaluations().get(("linde", CELL.removesuffix("-linde")))
    if found is None or found.reason != WHY or found.answer == "unanswered":
        return None
    return {f"answer-{CELL}": found.answer, f"reason-{CELL}": found.reason}


SCORING = [
    Form(
        "a declaration",
        "#ts-content form.ts-card",
        {"interests-none": "", "confidential": ""},
        "declare-go",
        lambda body, _: (
            body
            and {
                "interests": body.interests,
                "described": body.description or "",
                "confidential": ["on"] if body.confidential else [],
            }
        ),
    ),
    Form(
        "an answer", f'[id="cell-{CELL}"]', {f"reason-{CELL}": WHY}, f"answer-{CELL}-met", draft, ignored=("choose-",)
    ),
]
AGREEING = [
    Form(
        "what was agreed",
        '[id="body-linde|plan"] form.ts-form',
        {
            "answer-linde|plan-3": "",
            "reason-linde|plan": WHY,
            "present-linde|plan-chair": "",
            "dissent-linde|plan-evaluator-1": "",
            "why-linde|plan-evaluator-1": "Meer.",
        },
        "",
        lambda body, _: (
            body
            and {
                "answer-linde|plan": body.answer,
                "reason-linde|plan": body.reason,
                "present-linde|plan": body.present,
                "dissent-linde|plan": [each.person for each in body.dissent],
                **{f"why-linde|plan-{each.person}": each.reason for each in body.dissent},
            }
        ),
        ignored=("evidence-",),
    ),
    Form(
        "a tension",
        "#ts-notes form",
        {"note-values-plan": "", "note-values-help": "", "note-text": WHY},
        "",
        lambda body, _: body and {"note-kind": body.kind, "note-values": body.values, "note-text": body.text},
    ),
    Form(
        "a compromise",
        "#ts-notes form",
        {"note-kind-compromise-recorded": "", "note-value": "help", "note-text": WHY},
        "",
        lambda body, _: body and {"note-kind": body.kind, "note-value": body.value, "note-text": body.text},
    ),
    Form("the move onwards", "#ts-over", {"move-reason": WHY}, "move-go", of_body(**{"move-reason": "reason"})),
]
LOW = {"low-wilg/asked": "Hoe?", "low-wilg/answer": "Zo.", "low-wilg=accepted": "", "low-wilg/reason": WHY}
COMPARING = [
    Form(
        "a price",
        '#ts-content form:has([id="price-wilg/amount"])',
        {"price-wilg/amount": PRICES["wilg"]},
        "price-wilg-go",
        of_body(**{"price-wilg/amount": "price"}),
    ),
    Form(
        "a low price",
        '#ts-content form:has([id="low-wilg/asked"])',
        LOW,
        "low-wilg-go",
        of_body(**{f"low-wilg/{each}": each for each in ("asked", "answer", "finding", "reason")}),
    ),
    Form(
        "what if, with its reason",
        "section.ts-whatif",
        {"whatif-reason": WHY},
        "",
        of_body(**{"whatif-reason": "reason"}),
        ignored=("whatif-who",),
    ),
]


def as_evaluator(page: Page) -> None:
    page.locator("#who").select_option("evaluator-1")
    page.locator("#who-go").click()
    expect(page.locator("#declare-go")).to_be_visible()


def as_chair(page: Page) -> None:
    page.locator("#ts-who").select_option("chair")
    by_id(page, "point-linde|plan").click()
    expect(by_id(page, "reason-linde|plan")).to_be_visible()


@pytest.mark.parametrize(
    ("notebook", "stage", "role", "ready", "forms"),
    [
        ("01_prepare", "early", "evaluator", None, EARLY),
        ("01_prepare", "open", "observer", None, OPENED),
        ("02_score", "open", "observer", as_evaluator, SCORING),
        ("03_consensus", "scored", "observer", as_chair, AGREEING),
        ("04_compare", "agreed", "observer", None, COMPARING),
    ],
)
def test_what_is_kept_is_what_is_on_the_screen(
    server: Server, shared: Page, folders: dict[str, Folder],
    notebook: str, stage: str, role: str, ready: Any, forms: list[Form],
) -> None:  # fmt: skip
    folder, page = folders[stage], shared
    visit(server, page, notebook, folder)
    if ready:
        ready(page)

    def disturb(page: Page) -> None:
        chair(folder, "person-added", person=f"{role}-{next(OBSERVERS) + 10}", role=role)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        other_language(page)

    for form in forms:
        assert list(differences(page, form, folder, disturb)) == []


def test_a_click_is_heard_while_the_page_is_drawn_again(
    server: Server, shared: Page, folders: dict[str, Folder]
) -> None:
    visit(server, shared, "01_prepare", folders["early"])
    was = shared.locator("html").get_attribute("lang")
    by_id(shared, "ts-language-en" if was == "nl" else "ts-language-nl").hover()
    shared.mouse.down()
    chair(folders["early"], "person-added", person=f"observer-{next(OBSERVERS) + 10}", role="observer")
    shared.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(shared.locator(".ts-status")).not_to_be_empty()  # it says that something changed elsewhere
    shared.mouse.up()
    expect(shared.locator("html")).not_to_have_attribute("lang", str(was))


def visit(server: Server, page: Page, notebook: str, folder: Folder | None = None) -> None:
    page.goto(server.page(notebook, f"assessment={folder.path.name}" if folder else ""))
    expect(page.locator("#ts-content")).to_be_visible()


def started(body: Any, folder: Folder) -> Shown | None:
    """Give what was begun on the start page, by its field."""
    try:
        made = workbench.open_folder(folder.path.with_name("zo-maar")).assessment()
    except ToetssteenError:  # it is being made
        return None
    if made.choices.set is None:
        return None
    fields = {each: getattr(made.opened, each) for each in ("title", "authority", "track", "procedure")}
    return {**fields, "set": made.choices.set.set.id}


def test_a_new_assessment_is_the_one_on_the_screen(server: Server, shared: Page, folders: dict[str, Folder]) -> None:
    visit(server, shared, "00_start")
    form = Form(
        "a new assessment",
        "#ts-content form:has(#authority)",
        {"title": "Zo maar", "authority": "Gemeente", "track-tender": "", "procedure-below-threshold": ""},
        "",
        started,
    )
    assert list(differences(shared, form, folders["early"], other_language)) == []
    expect(shared.locator("#ts-content .ts-note").first).to_contain_text("zo-maar")


def test_the_report_and_the_trail_are_of_what_is_chosen_on_the_screen(server: Server, shared: Page) -> None:
    name = "example-small-tender"
    visit(server, shared, "08_report", workbench.open_folder(server.workspace / "assessments" / name))
    for each in ("html", "pdf"):
        by_id(shared, f"format-{each}").uncheck()
    enter(shared, "format-json", "")
    by_id(shared, f"language-{'en' if shared.locator('html').get_attribute('lang') == 'nl' else 'nl'}").check()
    form = Form("a report", "form:has(#make)", {}, "", lambda *_: None)
    shown = read(shared, form)
    other_language(shared)
    assert read(shared, form) == shown
    visit(server, shared, "12_audit", workbench.open_folder(server.workspace / "assessments" / name))
    enter(shared, "kind", "frozen")
    by_id(shared, "heads").fill("0" * 64)
    found = shared.locator("#lines tbody tr").count()
    other_language(shared)
    assert (shared.locator("#kind").input_value(), by_id(shared, "heads").input_value()) == ("frozen", "0" * 64)
    assert shared.locator("#lines tbody tr").count() == found

"""Every act that a page can do, with a fault of its form that is provoked once; or why there is none to provoke.

``test_form_faults.py`` provokes them in a browser, ``tests/pages/test_provoked.py`` holds the list against the code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

LAYOUTS = Path(__file__).parents[1] / "sheets" / "layouts"


@dataclass(frozen=True)
class Wrong:
    """A fault of a form: what is filled in by id, what is pressed, at which field it stands, and how it is mended."""

    name: str
    act: str
    page: str
    stage: str
    place: str
    fill: Mapping[str, str]
    """A button is pressed where it is there, a file is chosen by its name in ``FILES``."""
    press: str
    at: str
    """The id of the field; ``#`` and an id of what names several faults under the fields, in or at which the focus is.

    ``{here}`` is the language of the page, also in what is filled in."""
    mend: Mapping[str, str] = field(default_factory=dict)
    """What is filled in then and pressed once more; nothing where that would take a whole form."""
    nl: str = ""
    """A part of what it says in Dutch."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What is filled in first, and once."""


def _scores(hides: bool) -> bytes:
    """Write a sheet of scores, of which a row is hidden or not."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in {
        "criteria": [("id", "title", "value", "weight", "scale_max", "kind"), ("a", "Hulp", "", "", "", "gate")],
        "scores": [
            ("evaluator", "solution", "criterion", "level", "reason"),
            ("e-1", "Linde", "a", "met", "Gezien."),
            ("e-1", "Beuk", "a", "met", "Ingetrokken."),
        ],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.row_dimensions[3].hidden = hides
    book.save(made := BytesIO())
    return made.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "verborgen.xlsx": lambda: _scores(hides=True),
    "scores.xlsx": lambda: _scores(hides=False),
    "breed.ods": (LAYOUTS / "1-merged-heads.ods").read_bytes,
    "groot.xlsx": lambda: bytes(100_000_001),
    "geen.xlsx": lambda: b"no workbook",
    "geen.exe": lambda: b"MZ",
}

NOTHING = " \u200b"
"""What is typed, and not to be seen."""
BAND = {"price/kind=band": "", "price/weight": "40"}
OWN = "own/{here}/"
OWN_TEXTS = {OWN + name: f"Tekst {name}" for name in ("question", "why", "link", "0", "1", "2", "3", "4", "ask")}
EARLY, OPEN, BARE = ("01_prepare", "early"), ("01_prepare", "open"), ("01_prepare", "bare")
PRICES, WEIGHTS = (*EARLY, "#price"), (*EARLY, "#weights")
CRITERIA, PERIOD = (*EARLY, "#criteria"), (*EARLY, "#bought")
START = ("00_start", "", "#toetssteen")
SCORE = ("02_score", "judging", "#toetssteen")
AGREE = ("03_consensus", "scored", "#toetssteen")
COMPARE = ("04_compare", "agreed", "#toetssteen")
FIRST = {"price/best": "160.000,00", "price/worst": "€ 60 000"}
CELL = "privacy.processing-agreement-linde"
CHECK, EXPLAINABLE = "|privacy.dpia", "whatsapp|exit.exit-plan"
POINT, FIX = "linde|plan", "fix:own:linde|plan"
CHAIR, MEMBER = {"ts-who": "chair"}, {"ts-who": "evaluator-1"}
AGREEING = {**CHAIR, f"point-{POINT}": ""}
JUDGING = {"who": "evaluator-1", "who-go": ""}
IN_CELL = f'[id="cell-{CELL}"]'
SEND_PIECE = f"css={IN_CELL} form .ts-main"
SEND_POINT = f'css=[id="body-{POINT}"] form .ts-main'
BRING = "css=form:has(#file) button:not([type=button])"
NEW_PIECE = {f"css={IN_CELL} .ts-proof p > button": ""}
PIECE = NEW_PIECE | {f"piece-title-{CELL}": "Rapport", f"piece-came-yes-{CELL}": ""}
ONE_OF_EACH = [
    Wrong("empty", "new", *START, {"title": ""}, "", "title", nl="Vul dit in: "),
    Wrong("rule", "price", *PRICES, BAND | FIRST, "price-go", "price/best", {"price/worst": "200000"},
          "niet lager dan"),
    Wrong("misfit", "solution", *OPEN, "#solutions", {"solutions/name": " "}, "solutions-go", "solutions/name",
          {"solutions/name": "Eikenlijn"}, "nog niet ingevuld"),
    Wrong("text in a list", "own", *CRITERIA, OWN_TEXTS | {OWN + "title": "<b>x</b>"}, "own-go", OWN + "title",
          nl="HTML"),
    Wrong("the page's own", "declare", "02_score", "open", "#toetssteen", {"interests-none": ""}, "declare-go",
          "confidential", nl="geheimhouding", before=JUDGING),
    Wrong("number", "price_open", *COMPARE, {"price-beuk/amount": "veel"}, "price-beuk-go", "price-beuk/amount",
          {"price-beuk/amount": "€ 120.000,-"}, "geen getal"),
    Wrong("no file", "bring", *START, {}, BRING, "file", nl="Kies"),
    Wrong("several at one", "bring", *START, {"file": "verborgen.xlsx"}, BRING, "hidden-read", nl="scores zijn rijen"),
    Wrong("in a file", "sheet_take", *CRITERIA, {"sheet-file": "geen.xlsx"}, "sheet-take", "#sheet-told",
          nl="niet ingelezen"),
]  # fmt: skip
ALL_OTHERS = [
    Wrong("no price", "price", *PRICES, BAND | {"price/best": "", "price/worst": "5"}, "price-go", "price/best",
          {"price/best": "1"}, "bedrag"),
    Wrong("percent", "price", *PRICES, BAND | {"price/weight": "100", "price/best": "1", "price/worst": "2"},
          "price-go", "price/weight", {"price/weight": "40"}, "100"),
    Wrong("no amount", "price", *PRICES, {"price/kind=value-based": ""}, "price-go", "price/euro-value-inclusion",
          nl="bedrag"),
    Wrong("no kind of price", "price", "01_prepare", "fresh", "#price", {}, "price-go", "price/kind=none",
          {"price/kind=none": ""}, "Kies eerst"),
    Wrong("weight", "weights", *WEIGHTS, {"weights/values/privacy": "abc"}, "weights-go", "weights/values/privacy",
          nl="geen getal"),
    Wrong("weight to spread", "spread", *WEIGHTS, {"weights/values/privacy": "abc"}, "spread-values",
          "weights/values/privacy", nl="geen getal"),
    Wrong("weights that do not add up", "weights", *WEIGHTS,
          {"weights-drop": "", "weights/values/privacy": "50", "weights/reason": "Zo."}, "weights-go",
          "weights/values/inclusion", nl="100"),
    Wrong("swing", "swings", *WEIGHTS, {"ways/values=swing": "", "ways/values/privacy": "120"}, "swing-go-values",
          "ways/values/privacy", {"ways/values/privacy": "100"}, "precies 100"),
    Wrong("swing, no number", "swings", *WEIGHTS, {"ways/values=swing": "", "ways/values/exit": "veel"},
          "swing-go-values", "ways/values/exit", nl="geen getal"),
    Wrong("nothing to see as the reason of weights", "weights", *WEIGHTS,
          {"weights-drop": "", "weights/reason": NOTHING}, "weights-go", "weights/reason", nl="reden"),
    Wrong("profile without a title", "keep", *WEIGHTS, {"weights-drop": "", "keep/title": " ", "keep/why": "Zo."},
          "keep-go", "keep/title", nl="Vul"),
    Wrong("solution of the same name", "solution", *OPEN, "#solutions", {"solutions/name": "LindepRAAT"},
          "solutions-go", "solutions/name", nl="dezelfde"),
    Wrong("no begin", "period", *PERIOD, {"period/ends": "2027-01-01", "period/begins": ""}, "period-go",
          "period/begins", {"period/begins": "2026-01-01"}, "Vul dit in: "),
    Wrong("end first", "period", *PERIOD, {"period/begins": "2028-01-01", "period/ends": "2027-01-01"}, "period-go",
          "period/ends", {"period/ends": "2029-01-01"}, "eindigt op"),
    Wrong("own, empty", "own", *CRITERIA, {OWN + "title": ""}, "own-go", OWN + "title", nl="Vul dit in: "),
    Wrong("own, same", "own", *CRITERIA, OWN_TEXTS | {OWN + "title": "Camera", OWN + "3": "Tekst 4"}, "own-go",
          OWN + "4", nl="dezelfde tekst"),
    Wrong("no reason to leave out", "drop", *CRITERIA, {"drop-exit.data-back/reason": NOTHING},
          "drop-exit.data-back-go", "drop-exit.data-back/reason", nl="reden"),
    Wrong("no set", "set", *BARE, "#criteria", {}, "criteria-go", "criteria/set=chat-channel", nl="Kies eerst"),
    Wrong("a sheet too large", "sheet_take", *CRITERIA, {"sheet-file": "groot.xlsx"}, "sheet-take", "sheet-file",
          nl="te groot voor een set"),
    Wrong("no sheet", "sheet_take", *CRITERIA, {}, "sheet-take", "sheet-file", {}, "Kies eerst"),
    Wrong("somebody", "person", *EARLY, "#committee", {"committee/expertise": "\u200b"}, "committee-go",
          "committee/expertise", {"committee/expertise": "Recht"}, "niets dat te zien is"),
    Wrong("seed", "dry", *EARLY, "#dry", {"dry/seed": "veel"}, "dry-go", "dry/seed", nl="geen getal"),
    Wrong("no reason for a version", "freeze", "01_prepare", "frozen", "#freeze", {"freeze-ask": ""}, "freeze-yes",
          "freeze/reason", nl="reden"),
    Wrong("no reason for a round", "round", "01_prepare", "agreed", "#moves", {"move-round-ask": ""}, "move-round-yes",
          "move-round/reason", nl="reden"),
    Wrong("no reason for what stays open", "move", "01_prepare", "scored", "#moves", {"move-agreed-ask": ""},
          "move-agreed-yes", "move-agreed/reason", nl="reden"),
    Wrong("no question", "ask_clarify", *OPEN, "#ask", {"ask/answer": "Ja."}, "ask-clarify", "ask/question",
          {"ask/question": "Mag het?"}, "Vul dit in: "),
    Wrong("no answers", "ask_receive", *OPEN, "#ask", {}, "ask-take", "ask-answers", nl="vragenlijst"),
    Wrong("answers too large", "ask_receive", *OPEN, "#ask", {"ask-answers": "groot.xlsx"}, "ask-take", "ask-answers",
          nl=" is te groot."),
    Wrong("answers of another kind", "ask_receive", *OPEN, "#ask", {"ask-answers": "geen.xlsx"}, "ask-take",
          "#ask-faults", nl="niet"),
    Wrong("no measure", "measure", *OPEN, "#measure-other", {"measure/person": "evaluator-2"},
          "measure-evaluator-2-go", "measure-evaluator-2/measure=none", nl="mogelijkheden"),
    Wrong("measure on nothing", "measure", *OPEN, "#measure-other",
          {"measure/person": "evaluator-2", "measure-evaluator-2/measure=restricted": "",
           "measure-evaluator-2/reason": "Werkte er."}, "measure-evaluator-2-go",
          "measure-evaluator-2/solution-linde", nl="oplossing"),
    Wrong("put right without a reason", "put_right", *OPEN, "#solutions", {"right-solution-linde/name": "Lindelijn"},
          "right-solution-linde-go", "right-solution-linde/reason", {"right-solution-linde/reason": "Een tikfout."},
          "ingevuld"),
    Wrong("a name put right into nothing", "put_right", *OPEN, "#bought",
          {"right-assessment-/title": "", "right-assessment-/reason": "Zo."}, "right-assessment--go",
          "right-assessment-/title", nl="ingevuld"),
    Wrong("no reason to withdraw", "withdraw", *OPEN, "#solutions", {"withdraw-beuk-ask": ""}, "withdraw-beuk-yes",
          "withdraw-beuk/reason", nl="ingevuld"),
    Wrong("a title that is not to be seen", "new", *START, {"title": "\u200b", "authority": "Gemeente"}, "", "title",
          nl="niets dat te zien is"),
    Wrong("a wide sheet", "look_wide", *START, {"file": "breed.ods"}, BRING, "agreed-only", nl="Naast de scores"),
    Wrong("a file too large", "bring", *START, {"file": "groot.xlsx"}, BRING, "file", nl="groter dan 20 MB"),
    Wrong("a scale that is not there", "bring", *START, {"file": "scores.xlsx", "low-is-best": "Geluk"}, BRING,
          "low-is-best", nl="Geluk"),
    Wrong("nobody chosen", "choose", *SCORE, {}, "who-go", "who", {"who": "evaluator-1"}, "wie u bent"),
    Wrong("described, and nothing said", "declare", "02_score", "open", "#toetssteen",
          {"interests-described": "", "confidential": ""}, "declare-go", "described", nl="beschreven", before=JUDGING),
    Wrong("no answer on interests", "declare", "02_score", "open", "#toetssteen", {"confidential": ""}, "declare-go",
          "interests-none", nl="Kies eerst of", before={**JUDGING, "who": "evaluator-2"}),
    Wrong("no interest, and described", "declare", "02_score", "open", "#toetssteen",
          {"interests-none": "", "described": "Een broer.", "confidential": ""}, "declare-go", "described",
          nl="beschrijft er toch een", before=JUDGING),
    Wrong("evidence without a title", "evidence", *SCORE, NEW_PIECE | {f"piece-title-{CELL}": ""}, SEND_PIECE,
          f"piece-title-{CELL}", nl="titel", before=JUDGING),
    Wrong("evidence from nowhere", "evidence", *SCORE, NEW_PIECE | {f"piece-title-{CELL}": "Rapport"},
          SEND_PIECE, f"piece-came-yes-{CELL}", nl="bij de inschrijving", before=JUDGING),
    Wrong("evidence of nothing", "evidence", *SCORE, PIECE | {f"piece-link-{CELL}": ""},
          SEND_PIECE, f"piece-file-{CELL}", nl="een van de twee", before=JUDGING),
    Wrong("a link of no day", "evidence", *SCORE,
          PIECE | {f"piece-link-{CELL}": "https://x.example", f"piece-consulted-{CELL}": ""},
          SEND_PIECE, f"piece-consulted-{CELL}", nl="welke datum", before=JUDGING),
    Wrong("evidence without a place", "evidence", *SCORE, PIECE | {f"piece-link-{CELL}": "http://x"},
          SEND_PIECE, f"piece-link-{CELL}", nl="https", before=JUDGING),
    Wrong("evidence of no kind", "evidence", *SCORE,
          PIECE | {f"piece-link-{CELL}": "", f"piece-file-{CELL}": "geen.exe"}, SEND_PIECE, f"piece-file-{CELL}",
          nl="geen.exe", before=JUDGING),
    Wrong("nothing to submit", "check", *SCORE, {}, "submit-go", "#lacking", nl="Nog niet compleet", before=JUDGING),
    Wrong("nothing agreed", "agree", *AGREE, {}, SEND_POINT, f"answer-{POINT}-0", nl="Kies", before=AGREEING),
    Wrong("no reason for what was agreed", "agree", *AGREE, {f"answer-{POINT}-3": "", f"present-{POINT}-chair": ""},
          SEND_POINT, f"reason-{POINT}", nl="reden", before=AGREEING),
    Wrong("nobody there", "agree", *AGREE,
          {f"answer-{POINT}-3": "", f"reason-{POINT}": "Besproken.", f"present-{POINT}-chair": "-"},
          SEND_POINT, f"present-{POINT}-chair", nl="erbij waren", before=AGREEING),
    Wrong("dissent without a reason", "agree", *AGREE,
          {f"answer-{POINT}-3": "", f"reason-{POINT}": "Besproken.", f"present-{POINT}-chair": "",
           f"dissent-{POINT}-evaluator-1": ""},
          SEND_POINT, f"why-{POINT}-evaluator-1", nl="afwijkende mening", before=AGREEING),
    Wrong("a correction without a reason", "correct", *AGREE, {f"open-{FIX}": ""}, f"send-{FIX}", f"why-{FIX}",
          nl="waarom", before={**MEMBER, f"point-{POINT}": ""}),
    Wrong("a finding without an answer", "check", "03_consensus", "judging", "#toetssteen", {},
          f'css=[id="body-{CHECK}"] form .ts-main', f"answer-{CHECK}-met", nl="Kies",
          before={**CHAIR, f"point-{CHECK}": ""}),
    Wrong("an explanation by nobody", "agree", "03_consensus", "gated", "#toetssteen",
          {f"answer-{EXPLAINABLE}-explained": "", f"reason-{EXPLAINABLE}": "Zo."},
          f'css=[id="body-{EXPLAINABLE}"] form .ts-main', f"owner-{EXPLAINABLE}",
          nl="verantwoordelijk",
          before={**CHAIR, f"point-{EXPLAINABLE}": ""}),
    Wrong("a tension of one value", "note", *AGREE, {"note-kind-tension-recorded": "", "note-values-plan": "",
          "note-text": "Zo."}, "css=#ts-notes form .ts-main", "note-values-plan", nl="waarden", before=CHAIR),
    Wrong("a compromise on nothing", "note", *AGREE, {"note-kind-compromise-recorded": "", "note-text": "Zo."},
          "css=#ts-notes form .ts-main", "note-value", nl="waarde", before=CHAIR),
    Wrong("a note without a text", "note", *AGREE, {"note-kind-tension-recorded": "", "note-values-plan": "",
          "note-values-help": "", "note-text": ""}, "css=#ts-notes form .ts-main", "note-text", nl="een paar zinnen",
          before=CHAIR),
    Wrong("closed without a reason", "move", *AGREE, {"move-reason": ""}, "move-go", "move-reason", nl="open",
          before=CHAIR),
    Wrong("opened early without a reason", "unseal", "03_consensus", "submitted", "#toetssteen", {}, "move-go",
          "move-reason", nl="ingediend", before=CHAIR),
    Wrong("no envelope", "price_seal", "04_compare", "scored", "#toetssteen", {}, "seal-beuk", "seal-beuk/file",
          nl="Kies eerst het bestand"),
    Wrong("a price without its envelope", "price_open", *COMPARE, {"price-linde/amount": "100"}, "price-linde-go",
          "price-linde/file", nl="envelop"),
    Wrong("empty price", "price_open", *COMPARE, {"price-wilg/amount": ""}, "price-wilg-go", "price-wilg/amount",
          {"price-wilg/amount": "61000.50"}, "bedrag"),
    Wrong("a price corrected without a reason", "price_open", "04_compare", "priced", "#toetssteen",
          {"price-beuk/amount": "119000"}, "price-beuk-go", "price-beuk/reason", {"price-beuk/reason": "Een tikfout."},
          "reden"),
    Wrong("a low price without a question", "price_low", "04_compare", "priced", "#toetssteen", {"low-wilg/asked": ""},
          "low-wilg-go", "low-wilg/asked", nl="ingevuld"),
    Wrong("a low price rejected unheard", "price_low", "04_compare", "priced", "#toetssteen",
          {"low-wilg/asked": "Hoe?", "low-wilg=rejected": "", "low-wilg/reason": "Te laag."}, "low-wilg-go",
          "low-wilg/answer", nl="geen antwoord"),
    Wrong("no reason for what if", "what_if", "04_compare", "agreed", "#toetssteen", {"whatif-reason": ""},
          "css=.ts-whatif button", "whatif-reason", {"whatif-reason": "Voor het gesprek."}, nl="Vul"),
    Wrong("a lighter class without a reason", "impact", *EARLY, "#impact",
          {"impact/impact=light": "", "impact/reason": ""}, "impact-go", "impact/reason",
          {"impact/reason": "Een proef van drie maanden."}, nl="lichter dan",
          before={"scoping-touched/answer=vulnerable": ""}),
    Wrong("no format", "make", "08_report", "agreed", "#toetssteen", {"format-html": "-", "format-pdf": "-"}, "make",
          "format-html", nl="Kies"),
    Wrong("another code", "verify", "12_audit", "agreed", "#toetssteen", {"heads": "0" * 64}, "verify", "#verified",
          nl="Niet heel"),
]  # fmt: skip

OF_ALL = "language"
"""What every page can do."""
NONE: Mapping[str, tuple[str, ...]] = {
    "it shows, computes or makes a file of what is there": (
        "start.sheet", "start.save_wide", "prepare.since", "prepare.method_make", "prepare.sheet_make",
        "score.poll", "score.sources", "score.kept", "score.undo", "consensus.point", "consensus.sources",
        "consensus.kept", "consensus.minutes", "consensus.poll", "compare.ground", "compare.figures", "compare.kept",
        "compare.robust", "report.progress", "report.part", "criteria.one", "criteria.set", "criteria.form",
        "criteria.part", "audit.entry", "audit.file",
    ),
    "it takes one of what is offered": (
        "prepare.choose", "prepare.profile", "prepare.scope", "prepare.rules", "prepare.undrop", "prepare.unown",
        "prepare.ask_make", "prepare.ask_told", "consensus.choose", "compare.round", "compare.moved",
        "compare.price_as", "compare.tie_break", "report.round",
    ),
    "it is a part of sending a form that is in the list": (
        "prepare.sheet_begin", "prepare.sheet_part", "prepare.ask_begin", "prepare.ask_part", "prepare.ask_file",
        "score.begin", "score.part", "score.submit",
    ),
    "it keeps what is typed while it is typed, and takes no focus: test_score.py, test_consensus.py": (
        "score.score", "consensus.keep",
    ),
}  # fmt: skip
"""The acts without a fault to provoke in a form, by the reason why not, each as ``page.act``."""

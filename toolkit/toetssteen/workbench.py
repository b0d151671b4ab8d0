"""What a notebook or the command line does with an assessment, in one call each; thin.

Rules: nothing is decided here that a rule of ``model`` or ``scoring`` decides; who acts is named in every
call; what is refused raises an error that a page can show.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from toetssteen import librarian
from toetssteen.content.assemble import assemble
from toetssteen.content.library import Library
from toetssteen.content.lint import lint
from toetssteen.content.place import workspace
from toetssteen.errors import ContentError, Fault, RuleError, StoreError, ToetssteenError, UseError, fault
from toetssteen.exchange.export import export, verify_export
from toetssteen.exchange.scores import AUTHOR as IMPORTER
from toetssteen.exchange.scores import id_of, read_scores
from toetssteen.model.answers import answer_faults
from toetssteen.model.assessment import judged
from toetssteen.model.body import Body, Evaluation, Track
from toetssteen.model.criteria import CriteriaSet
from toetssteen.model.entry import BODIES, Entry
from toetssteen.model.judging import Submitted
from toetssteen.model.method import Method, SetRef
from toetssteen.model.preparing import Frozen, Opened, PhaseMoved, SetChosen
from toetssteen.scoring.result import Result, result
from toetssteen.store import verify as store_verify
from toetssteen.store.draft import Draft
from toetssteen.store.folder import Clock, Folder, now
from toetssteen.store.typed import Typed
from toetssteen.text import Language
from toetssteen.views import notebook

if TYPE_CHECKING:
    from pandas import DataFrame

    from toetssteen.reports.nouns import Report
    from toetssteen.widgets.plot import Plot

REPORTS = "reports"
"""Where the reports of an assessment are written, in its folder."""
notebook.register()


def open_folder(path: Path | str, clock: Clock = now) -> Folder:
    """Open the assessment in a folder.

    Raises
    ------
    UseError
        If there is no assessment in it.
    """
    path = Path(path)
    if not (path / "log").is_dir():
        raise UseError(fault("TS-503", path))
    return Folder(path, clock)


def open_assessment(name: str) -> Folder:
    """Open an assessment of the workspace by the name of its folder."""
    return open_folder(workspace() / "assessments" / name)


def result_table(folder: Folder, language: Language | None = None) -> DataFrame:
    """Give the result as a table: one row a solution, ranked first; the weakest value beside each total."""
    from toetssteen.views.tables import result_table as table  # noqa: PLC0415 -- pandas loads when a table is shown

    return table(result_of(folder), language or folder.assessment().opened.language)


def figures(folder: Folder, language: Language | None = None, number: int | None = None) -> Plot:
    """Give the figures of a result, to be pointed at: the profile per value and the totals, each said in a sentence."""
    from toetssteen.views import figures as drawn  # noqa: PLC0415 -- plotly loads when a figure is shown
    from toetssteen.widgets.plot import Plot  # noqa: PLC0415 -- the same

    worked_out = result_of(folder, number)
    return Plot(drawn.documents(worked_out, language or worked_out.assessment.opened.language), drawn.script())


def report_of(folder: Folder, language: Language, number: int | None = None) -> Report:
    """Give what the report of a round says, as plain data: what the pages show of a result."""
    from toetssteen.reports.model import report_model  # noqa: PLC0415 -- loads when a result is told

    worked_out = result_of(folder, number)
    return report_model(worked_out.assessment, worked_out, language, **_told(folder))


def report(
    folder: Folder,
    formats: Sequence[str] = ("html", "pdf"),
    language: Language | None = None,
    out: Path | None = None,
    *,
    number: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write the report in the formats asked for (``write_reports``), into ``reports/`` of the assessment or ``out``."""
    from toetssteen.reports.write import write_reports  # noqa: PLC0415 -- the writers load when a report is made

    assessment, into = folder.assessment(), out or folder.path / REPORTS
    spoken = language or assessment.opened.language
    return write_reports(assessment, formats, spoken, into, number=number, tell=tell, **_told(folder))


def _told(folder: Folder) -> dict[str, Any]:
    """Give what a report takes beside the state: the date of the last entry, and the bibliography in use."""
    try:
        works = librarian.read()[0].works
    except ToetssteenError:  # a report made elsewhere names its sources by id
        works = {}
    return {"moment": folder.in_order()[-1].at, "works": works}


def create(path: Path, opened: Opened, chosen: CriteriaSet | None, author: str = "chair", clock: Clock = now) -> Folder:
    """Begin an assessment, by its chair, from a criteria set; nothing is left behind where that fails."""
    with _whole(path):
        folder = Folder.create(path, clock)
        folder.append(author, "chair", opened)
        if chosen is not None:
            folder.append(author, "chair", SetChosen(set=SetRef(id=chosen.id, version=chosen.version)))
    return folder


def import_scores(
    source: Path,
    into: Path,
    *,
    title: str | None = None,
    track: Track = "tender",
    authority: str = "-",
    language: Language = "nl",
    clock: Clock = now,
    **reading: Any,
) -> tuple[Folder, list[Fault]]:
    """Make an assessment of a sheet (``reading``: see ``read_scores``); give it and what is worth knowing of it.

    Raises
    ------
    SheetError
        If the sheet does not fit, with every fault.
    StoreError
        If the folder is not empty, or the disk will not have it. In either case nothing is left behind.
    """
    scores = read_scores(source, **reading)
    opened = Opened(
        assessment=id_of(into.resolve().name),
        title=title or source.resolve().stem,
        track=track,
        procedure="above-threshold" if track == "tender" else "existing-use",
        authority=authority,
        language=language,
        imported=True,
    )
    with _whole(into):
        folder = Folder.create(into, clock)
        folder.append(IMPORTER, "chair", opened)
        folder.put_method(scores.method)
        folder.append(IMPORTER, "chair", scores.imported)
    return folder, scores.notes


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Make a new assessment folder whole, or leave what there was."""
    new = [each for each in (path, *path.parents) if not each.exists()]
    try:
        yield
    except BaseException as error:
        if not (isinstance(error, StoreError) and error.faults[0].code == "TS-320"):
            for part in ("log", "methods", "evidence"):
                shutil.rmtree(path / part, ignore_errors=True)
            for each in new:
                if each.is_dir() and not any(each.iterdir()):
                    each.rmdir()
        raise


def body_of(kind: str, given: Mapping[str, Any]) -> Body:
    """Make the body of an entry from plain data.

    Raises
    ------
    UseError
        If the kind is not known, or the data does not fit it; every fault at once.
    """
    if kind not in BODIES:
        raise UseError(fault("TS-504", kind=kind, known=", ".join(BODIES)))
    try:
        return BODIES[kind].model_validate(given)
    except ValidationError as error:
        raise UseError(
            fault("TS-508", where, length=len(each["input"].strip()), most=each["ctx"]["max_length"])
            if each["type"] == "string_too_long"
            else fault("TS-505", where, problem=each["msg"])
            for each in error.errors()
            for where in [f"{kind}: {'.'.join(str(part) for part in each['loc'])}"]
        ) from None


def record(folder: Folder, author: str, body: Body) -> Entry:
    """Append an entry, in the role its author has.

    Raises
    ------
    RuleError
        If it breaks a rule; or decides while a gate of a solution that has not failed is unproven.
    """
    faults = _undecided(folder, body)
    if faults:
        raise RuleError(faults)
    return folder.append(author, role_of(folder, author), body)


def refusals(folder: Folder, author: str, body: Body) -> tuple[Fault, ...]:
    """Tell why :func:`record` would refuse an entry now; nothing is written."""
    try:
        folder.try_out(author, role_of(folder, author), body)
    except RuleError as error:
        return error.faults
    return tuple(_undecided(folder, body))


def _undecided(folder: Folder, body: Body) -> list[Fault]:
    if not isinstance(body, PhaseMoved) or body.to != "decided":
        return []
    return [
        fault("TS-244", each.name, id=gate.id)
        for each in result_of(folder).solutions
        if each.eligible is None
        for gate in each.gates
        if gate.status == "unproven"
    ]


def role_of(folder: Folder, author: str) -> str:
    """Give the role of somebody in the committee."""
    people = folder.assessment().people
    if author not in people:
        raise UseError(fault("TS-506", folder.path, author=author, known=", ".join(people)))
    return people[author].role


def method_of(folder: Folder, library: Library) -> Method:
    """Put together the method that the chair's choices make now; nothing is written.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open or does not add up; all of it at once.
    """
    faults = lint(library)
    if faults:
        raise ContentError(faults)
    assessment = folder.assessment()
    return assemble(library, assessment.choices, assessment.opened.track, folder.today())


def freeze(folder: Folder, author: str, library: Library, reason: str | None = None) -> Entry:
    """Freeze the method that the chair's choices make; a further freeze is a new version with a reason.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open, does not add up, or it is too late; all of it at once.
    """
    method = method_of(folder, library)
    fingerprint = folder.put_method(method)
    version = len(folder.assessment().versions) + 1
    return record(folder, author, Frozen(method=fingerprint, version=version, reason=reason))


def draft(folder: Folder, author: str) -> Draft:
    """Open an evaluator's draft for the current round."""
    role_of(folder, author)
    return Draft(_key(folder), folder.assessment().round.number, author, folder.clock)


def typed(folder: Folder, author: str) -> Typed:
    """Open what somebody has typed for the current round and not recorded yet."""
    role_of(folder, author)
    return Typed(_key(folder), folder.assessment().round.number, author)


def _key(folder: Folder) -> str:
    """Tell assessments apart in somebody's own data folder, also two of the same id."""
    first = folder.in_order()[0]
    return f"{first.body.model_dump()['assessment']}-{first.digest[:12]}"


def score(folder: Folder, author: str, evaluation: Evaluation, into: Draft | None = None) -> Entry:
    """Save one answer in an evaluator's draft; who saves many keeps the draft open and gives it.

    Raises
    ------
    RuleError
        If the answer does not fit what it answers, or its author has submitted.
    """
    role_of(folder, author)
    assessment = folder.assessment()
    method = assessment.method
    asked = judged(method).get(evaluation.criterion) if method else None
    where = f"{evaluation.solution}, {evaluation.criterion}"
    if method is None or assessment.phase != "open":
        raise RuleError(fault("TS-203", where, kind="scored", phase=assessment.phase, phases="open"))
    if evaluation.solution not in assessment.solutions:
        raise RuleError(fault("TS-218", where, solution=evaluation.solution))
    if asked is None:
        raise RuleError(fault("TS-219", where, id=evaluation.criterion))
    if assessment.people[author].role != "evaluator":
        raise RuleError(fault("TS-202", where, author=author, kind="scored", roles="evaluator"))
    if author in assessment.round.submitted:
        raise RuleError(fault("TS-231", where, author=author))
    faults = list(answer_faults(evaluation, asked, method, where, evidence=assessment.evidence, final=False))
    if faults:
        raise RuleError(faults)
    return (into or draft(folder, author)).save(evaluation, assessment.fingerprint)


def submit(folder: Folder, author: str) -> Entry:
    """Append an evaluator's draft, whole, to the shared log; what was said of a withdrawn solution stays behind."""
    drafted = draft(folder, author)
    evaluations = drafted.evaluations()
    if not evaluations:
        raise RuleError(fault("TS-507", folder.path))
    assessment = folder.assessment()
    number = assessment.round.number
    ordered = [evaluations[cell] for cell in sorted(evaluations) if cell[0] not in assessment.withdrawn]
    return record(folder, author, Submitted(round=number, evaluations=ordered, draft=drafted.head))


def export_folder(folder: Folder) -> bytes:
    """Give the complete canonical export."""
    assessment = folder.assessment()
    files = sorted((folder.path / "evidence").glob("[0-9a-f]*"))
    return export(assessment, folder.documents(), folder.methods(), {each.name: each.stat().st_size for each in files})


def verify(path: Path, heads: list[str]) -> store_verify.Verification:
    """Verify an assessment folder or an export, against printed heads where given."""
    if path.is_dir():
        open_folder(path)
        return store_verify.verify(path, heads)
    faults, logs, assessment = verify_export(path.read_bytes())
    faults += store_verify.head_faults(logs, heads)
    notices = [*store_verify.clock_notices(logs), *(store_verify.state_notices(assessment) if assessment else ())]
    return store_verify.Verification(tuple(faults), tuple(notices), assessment.heads if assessment else {})


def result_of(folder: Folder, number: int | None = None) -> Result:
    """Work out the result of a round, the current one unless another is named."""
    return result(folder.assessment(), number)


def read_json(content: str, where: str) -> dict[str, Any]:
    """Read a body given as JSON on the command line."""
    try:
        given = json.loads(content)
    except ValueError as error:
        raise UseError(fault("TS-505", where, problem=str(error))) from None
    if not isinstance(given, dict):
        raise UseError(fault("TS-505", where, problem="{…}"))
    return given

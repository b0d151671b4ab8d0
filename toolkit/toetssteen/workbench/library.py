"""What a notebook or the command line does with the library of criteria, in one call each; thin.

Rules: the library is what Toetssteen brings and, where the workspace has ``criteria/`` of its own, what stands
there; only there is written, and only what leaves the library without faults. Nothing here knows an assessment.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from toetssteen import disk
from toetssteen.content import library as shelves
from toetssteen.content import schema
from toetssteen.content.due import DueTerm
from toetssteen.content.due import due as listed_due
from toetssteen.content.lint.library import lint, lint_beside
from toetssteen.content.lint.notices import notices as worth_a_look
from toetssteen.content.place import find, workspace
from toetssteen.content.write import write
from toetssteen.errors import ContentError, Fault, UseError, fault
from toetssteen.language import Language, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Profile
from toetssteen.model.identity import Release, identity
from toetssteen.sheets import scores_sheet as sheets
from toetssteen.sheets.unseen import Hidden
from toetssteen.sheets.wide_reading import WideReading
from toetssteen.workbench.naming import unnameable


def folders() -> list[Path]:
    """Return the folders of the library: what Toetssteen brings, then the workspace's own."""
    brought, own = find("criteria"), workspace() / "criteria"
    return [brought, own] if own.is_dir() and own.resolve() != brought.resolve() else [brought]


def read() -> tuple[shelves.Library, list[Fault]]:
    """Return what can be read of the library, and the faults of the rest; it is read again only when a file changed."""
    files = [path for folder in folders() for path in sorted(folder.rglob("*.yaml"))]
    library, faults = _read(tuple(folders()), tuple((path, _changed(path)) for path in files))
    return library, list(faults)


def _changed(path: Path) -> int:
    """Return when a file changed (nanoseconds); of one that cannot be looked at, 0: reading it tells why."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=1)
def _read(places: tuple[Path, ...], _stamp: tuple[tuple[Path, int], ...]) -> tuple[shelves.Library, tuple[Fault, ...]]:
    library, faults = shelves.read(*places)
    return library, tuple(faults)


def library() -> shelves.Library:
    """Read the library; the same object as long as no file of it changed.

    Raises
    ------
    ContentError
        With every fault of every file.
    """
    library, faults = read()
    if faults:
        raise ContentError(faults)
    return library


def check(folder: Path | None = None, *, schemas: bool = False) -> tuple[dict[str, int], list[Fault]]:
    """Check the library in a folder, otherwise the one in use: how much of each there is, and every fault in one go.

    ``schemas`` writes the JSON Schemas for editors too, where there are no faults.
    """
    shelf, faults = shelves.read(find("criteria", folder)) if folder else read()
    faults += lint_beside(shelf, faults)
    if schemas and not faults:
        schema.write(shelf.folder)
    sources = [source for asked in (*shelf.asked().values(), *shelf.conditions().values()) for source in asked.cited()]
    counts = {
        "values": len(shelf.values),
        "criteria": sum(len(value.criteria) for value in shelf.values.values()),
        "gates": sum(len(value.gates) for value in shelf.values.values()),
        "conditions": len(shelf.conditions()),
        "sets": len(shelf.sets),
        "profiles": len(shelf.profiles),
        "crosswalks": len(shelf.crosswalks),
        "sources": len(sources),
        "unchecked": sum(not source.checked for source in sources),
    }
    return counts, faults


def release(month: str, folder: Path | None = None) -> Path:
    """Keep what all means now, in a folder or the one brought, as the release of a month; return its file.

    Raises
    ------
    UseError
        If it is no month, or not after the last release.
    ContentError
        If the library has a fault.
    StoreError
        If the file cannot be written.
    """
    shelf = shelves.load(find("criteria", folder))
    if faults := lint(shelf):
        raise ContentError(faults)
    path = shelf.folder / "releases" / f"{month}.yaml"
    if month in shelf.releases:
        raise UseError(fault("TS-158", path, release=month))
    try:
        asked = [*shelf.asked().values(), *shelf.conditions().values()]
        made = Release.model_validate(
            {"id": month, "asked": {one.id: {"version": one.version, "digest": identity(one)} for one in asked}}
        )
    except ValidationError:
        raise UseError(fault("TS-159", path, release=month)) from None
    if month < max(shelf.releases, default=month):
        raise UseError(fault("TS-159", path, release=month))
    write(made, path, "release")
    return path


def due(shelf: shelves.Library | None = None, folder: Path | None = None) -> list[DueTerm]:
    """Return every term of law of a library, otherwise of the one in a folder or in use, the soonest due first."""
    return listed_due(shelf or (shelves.load(find("criteria", folder)) if folder else library()))


def notices(folder: Path | None = None) -> list[Fault]:
    """Return what is worth a look in the library in a folder, otherwise the one in use; it refuses nothing."""
    return worth_a_look(shelves.load(find("criteria", folder)) if folder else library())


def keep(noun: CriteriaSet | Profile, *, replace: bool = False) -> Path:
    """Write a set or profile of one's own into the workspace; return its file.

    Raises
    ------
    UseError
        If there is one of that id that may not be replaced (only one's own may be), or no file can have that name.
    ContentError
        If the library would have a fault with it; nothing is written.
    """
    kind, group = ("set", "sets") if isinstance(noun, CriteriaSet) else ("profile", "profiles")
    if faults := unnameable(noun.id, "title"):
        raise UseError(faults)
    path = workspace() / "criteria" / group / f"{noun.id}.yaml"
    before = library()
    known = before.sets if isinstance(noun, CriteriaSet) else before.profiles
    alike = {name for name in known if name.casefold() == noun.id.casefold()}  # one file, on many a disk
    if alike and not (alike == {noun.id} and replace and path.is_file()):
        raise UseError(fault("TS-515", path, id=noun.id))
    faults = lint(before.with_page(shelves.page_of(noun, f"{group}/{noun.id}.yaml")))
    if faults:
        raise ContentError(faults)
    write(noun, path, kind)
    return path


def export_set(set_id: Id, language: Language) -> bytes:
    """Return a criteria set as a workbook (XLSX), with its instructions and library texts in a language.

    Raises
    ------
    UseError
        If there is no set of that id.
    SheetError
        If a text of it does not fit in a cell.
    """
    from toetssteen.sheets.set_sheet import set_sheet

    shelf = library()
    return set_sheet(shelf, shelf.set(set_id), language)


def write_set(set_id: Id, language: Language, out: Path | None = None) -> Path:
    """Write a criteria set as a workbook, by default in the current folder; return the file.

    Raises
    ------
    UseError, SheetError
        See :func:`export_set`.
    StoreError
        If the file cannot be written.
    """
    file = out or Path(f"{set_id}.xlsx")
    return disk.write(file, export_set(set_id, language), folders=True, chosen=True)


def import_set(
    given: Path | bytes, *, replace: bool = False, hidden: Hidden | None = None, notes: list[Fault] | None = None
) -> CriteriaSet:
    """Read a set from a workbook and keep it in the workspace; one that is there already, unchanged, is left alone.

    ``hidden`` says what is done with what is hidden in it; ``notes`` gets what is worth knowing.

    Raises
    ------
    SheetError
        With every fault of the workbook, by cell; nothing is written.
    UseError
        If another set has that id and may not be replaced: only one's own may be.
    ContentError
        If the library would have a fault with it, such as a profile that does not fit it any more.
    """
    from toetssteen.sheets.set_sheet import read_set

    shelf = library()
    found = read_set(given, shelf, hidden, notes)
    if shelf.sets.get(found.id) != found:
        keep(found, replace=replace)
    return found


def handbook(language: Language) -> str:
    """Read the handbook in a language (Markdown).

    Raises
    ------
    UseError
        If it is not there or cannot be read.
    """
    file = find("handbook") / f"{language}.md"
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UseError(fault("TS-525", file)) from error


def form(given: Id, language: Language, wanted: str, on: date | None = None) -> bytes:
    """Return the form of a set, to discuss on paper: a page (``html``) or a ``pdf``; it names the day it was made.

    Raises
    ------
    UseError
        If there is no such set or format, or typst refuses.
    ContentError
        If the library has faults.
    """
    from toetssteen.documents.make import make

    shelf = library()
    return make("form", wanted, shelf, shelf.set(given), language, on or date.today())


def scores_sheet(language: Language, wanted: str) -> tuple[str, bytes]:
    """Return the workbook in which scores from elsewhere are filled in (``xlsx`` or ``ods``), and its name.

    Raises
    ------
    UseError
        If there is no such format.
    """
    if wanted not in sheets.FORMATS:
        raise UseError(fault("TS-601", format=wanted, known=", ".join(sheets.FORMATS)))
    return f"{say('scores_sheet.file', language)}.{wanted}", sheets.scores_sheet(language, wanted)


def write_scores_sheet(language: Language, formats: Iterable[str], out: Path) -> list[Path]:
    """Write the workbook in which scores are filled in, in each format asked for; return the files.

    Raises
    ------
    UseError
        See :func:`scores_sheet`.
    StoreError
        If a file cannot be written.
    """
    made = [scores_sheet(language, wanted) for wanted in formats]
    return [disk.write(out / name, content, folders=True) for name, content in made]


def write_wide(looked: WideReading, language: Language, file: Path) -> Path:
    """Write a wide sheet as it would be read, as a workbook of the two ordinary tables; return the file.

    Raises
    ------
    UseError
        If it is to be no workbook.
    SheetError, StoreError
        If something cannot be kept in a cell, or the file cannot be written.
    """
    form = file.suffix.lower().removeprefix(".")
    if form not in sheets.FORMATS:
        raise UseError(fault("TS-601", format=form, known=", ".join(sheets.FORMATS)))
    return disk.write(file, looked.as_sheet(language, form), folders=True, chosen=True)


def form_name(given: Id, language: Language, wanted: str) -> str:
    """Return the name of the file of a form."""
    return f"{given}-{say('form.file', language)}.{wanted}"


def write_form(given: Id, language: Language, wanted: str, out: Path | None = None) -> Path:
    """Write the form of a set into a file, by default in the current folder; return the file.

    Raises
    ------
    UseError, ContentError
        See :func:`form`.
    StoreError
        If the file cannot be written.
    """
    file = out or Path(form_name(given, language, wanted))
    return disk.write(file, form(given, language, wanted), folders=True, chosen=True)

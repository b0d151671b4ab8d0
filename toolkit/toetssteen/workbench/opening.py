"""Opening and making assessments, importing and exporting them, verifying them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from toetssteen import disk, keys, plain_file
from toetssteen.content import place
from toetssteen.disk import disk_error
from toetssteen.errors import Fault, IntegrityError, SheetError, StoreError, ToetssteenError, UseError, fault
from toetssteen.language import Language
from toetssteen.model.criteria import CriteriaSet
from toetssteen.model.entries.body import Track
from toetssteen.model.entries.choices import ClassChosen, SetChosen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import SetRef
from toetssteen.sharing.export import export as exported
from toetssteen.sharing.export import verify_export
from toetssteen.sharing.restoring import MOST, methods_in
from toetssteen.sheets.wide_found import WideSaid
from toetssteen.sheets.wide_reading import WideReading, read_wide
from toetssteen.store import keyring, private
from toetssteen.store import verify as store_verify
from toetssteen.store.folder import Folder
from toetssteen.store.protocol import Appendable, Clock, Readable, now
from toetssteen.workbench.naming import refuse_to_begin
from toetssteen.workbench.recording import record

MOST_EXPORT = 200_000_000
"""Bytes that an export may have; it holds every log, and no file."""


def open_folder(path: Path | str, clock: Clock = now) -> Appendable:
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


def open_store(name: str) -> Appendable:
    """Open an assessment of the workspace by the name of its folder."""
    return open_folder(place.workspace() / "assessments" / name)


def workspace(given: Path | None = None) -> tuple[Path, place.Ground]:
    """Return the workspace, and why it is this one: the one given, or the one in use."""
    return place.chosen(given)


def begin(path: Path) -> None:
    """Use a workspace from now on."""
    private.write(place.started(), str(path.resolve()).encode())


def create(
    path: Path,
    opened: Opened,
    chosen: CriteriaSet | None,
    author: str = "chair",
    clock: Clock = now,
    impact: ClassChosen | None = None,
) -> Appendable:
    """Begin an assessment, by its chair, from a criteria set in a class; nothing is left behind where that fails.

    Raises
    ------
    UseError
        If its id or folder cannot be named so, or a text of it has nothing to be seen.
    RuleError
        If the set has no such class.
    StoreError
        If the folder is not empty, or the disk will not have it.
    """
    refuse_to_begin(path.name, opened)
    with disk.built(path) as aside:
        folder = Folder.create(aside, clock)
        _begin(folder, author, opened)
        if chosen is not None:
            folder.append(author, "chair", SetChosen(set=SetRef(id=chosen.id, version=chosen.version)))
        if impact is not None:
            record(folder, author, impact)
    return Folder(path, clock)


def _begin(folder: Appendable, author: str, opened: Opened) -> None:
    """Write the first entry, with the key of its author, whose secret is kept here before anybody can read of it."""
    secret = keys.new_secret()
    folder.append(author, "chair", opened.model_copy(update={"key": keys.signing_key(secret)}))
    keyring.keep(folder.key, keyring.CHAIR, secret)


def import_scores(
    source: Path,
    into: Path,
    *,
    title: str | None = None,
    track: Track = "tender",
    authority: str = "-",
    language: Language = "nl",
    clock: Clock = now,
    wide: WideReading | None = None,
    **reading: Any,
) -> tuple[Appendable, list[Fault]]:
    """Make an assessment of a sheet (``reading``: see ``read_scores``); return it and what is worth knowing of it.

    With ``wide`` it is what was read of a wide sheet (see :func:`look_wide`).

    Raises
    ------
    SheetError
        If the sheet does not fit, with every fault.
    UseError
        If the folder cannot be named so, or the title has nothing to be seen.
    StoreError
        If the folder is not empty, or the disk will not have it. In either case nothing is left behind.
    """
    from toetssteen.sheets.scores import AUTHOR as IMPORTER
    from toetssteen.sheets.scores import id_of, read_scores

    scores = wide.scores() if wide else read_scores(source, **reading)
    imported = scores.imported.model_copy(update={"source": wide.source(language)}) if wide else scores.imported
    opened = Opened(
        assessment=id_of(into.resolve().name),
        title=title or source.resolve().stem,
        track=track,
        procedure="above-threshold" if track == "tender" else "existing-use",
        authority=authority,
        language=language,
        imported=True,
    )
    refuse_to_begin(into.resolve().name, opened)
    with disk.built(into) as aside:
        folder = Folder.create(aside, clock)
        _begin(folder, IMPORTER, opened)
        folder.put_method(scores.method)
        folder.append(IMPORTER, "chair", imported)
    return Folder(into, clock), scores.notes


def look_wide(source: Path, said: WideSaid, **reading: Any) -> WideReading:
    """Read a wide sheet as it would be taken in, and take nothing in (``reading``: see ``read_wide``).

    Raises
    ------
    SheetError
        If it is no workbook that can be read, or no wide sheet is recognised in it.
    """
    found = read_wide(source, said, **reading)
    if found is None:
        raise SheetError(fault("TS-711", source, path=source.name))
    return found


def export(folder: Readable) -> bytes:
    """Return the complete canonical export.

    Raises
    ------
    RuleError
        While a round is open, or while a line that was refused holds in plain text what is still closed.
    IntegrityError
        If a frozen method is not here or is another.
    """
    assessment = folder.assessment()
    folder.refuse_unless_whole()
    return exported(assessment, folder.documents(), folder.methods(), _intact(folder))


def _intact(folder: Readable) -> list[str]:
    """Return the digests of the files that are kept as they were put in."""
    kept = []
    for digest in sorted(folder.files()):
        with suppress(IntegrityError):
            folder.file(digest)
            kept.append(digest)
    return kept


def verify(kept: Readable | Path, heads: Iterable[str] = ()) -> store_verify.Verification:
    """Verify an assessment, or the folder of one, or an export, against printed heads where given.

    It always comes to one of three (:data:`Outcome`), whatever is there: what cannot be read, also where nobody foresaw
    why, is told as a fault and never raised.
    """
    try:
        if not isinstance(kept, Path):
            return store_verify.verify(kept, heads)
        if kept.is_dir():
            return store_verify.verify(open_folder(kept), heads)
        return _verified_export(plain_file.read(plain_file.named(kept), MOST_EXPORT), heads)
    except ToetssteenError as error:
        problem: tuple[Fault, ...] = error.faults
    except OSError as error:
        problem = disk_error(error, Path(str(kept))).faults
    except Exception as error:  # made so that this program stumbles over it: nothing can be said of it
        problem = (fault("TS-344", kept if isinstance(kept, Path) else kept.where, problem=type(error).__name__),)
    return store_verify.Verification(problem, (), {}, read=False)


def _verified_export(content: bytes, heads: Iterable[str]) -> store_verify.Verification:
    faults, notices, logs, assessment = verify_export(content)
    if assessment is None:
        return store_verify.unreadable(faults, notices)
    faults += store_verify.head_faults(logs, heads)
    notices += [*store_verify.clock_notices(logs), *store_verify.state_notices(assessment)]
    return store_verify.Verification(tuple(faults), tuple(notices), assessment.heads)


class Restored(NamedTuple):
    """What a restore did: the fingerprints of the methods put back, and what still lacks or is another."""

    restored: list[str]
    lacking: list[Fault]


def restore(folder: Appendable, source: Path) -> Restored:
    """Bring back every frozen method that is not here or is another and that ``source`` has, a file or a backup folder.

    Raises
    ------
    StoreError
        If ``source`` has none of them, or cannot be read, or the disk will not have it.
    """
    wanted = {Path(problem.where).stem for problem in folder.method_faults()}
    if not wanted:
        return Restored([], [])
    found: dict[str, bytes] = {}
    for path in _copies(source, wanted):
        found |= methods_in(_searched(path), wanted)
    if not found:
        raise StoreError(fault("TS-337", source, fingerprints=", ".join(sorted(wanted))))
    return Restored([folder.restore_method(content) for _, content in sorted(found.items())], folder.method_faults())


def _copies(source: Path, wanted: set[str]) -> list[Path]:
    """Return the files to search: the one given, or those of the methods in a folder or the folder of an assessment."""
    if not source.is_dir():
        return [plain_file.named(source)]
    names = [place / f"{fingerprint}.json" for place in (source, source / "methods") for fingerprint in sorted(wanted)]
    return [file for file in names if plain_file.is_plain(file)]


def _searched(path: Path) -> bytes:
    try:
        return plain_file.read(path, MOST)
    except plain_file.UnreadError as error:
        raise StoreError(fault("TS-338", path, problem=error.problem)) from error
    except OSError as error:
        raise StoreError(fault("TS-338", path, problem=error.strerror or str(error))) from error

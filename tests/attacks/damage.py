"""Damages a small assessment, or its export, in every way: its files, bytes and shapes, also with digests that fit.

Rules: a damage follows from its number alone, so that one that is found can be tried again; the ways come in turn, so
that some forty of them already have each at least once.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.store import making
from tests.store.making import body

from toetssteen import canonical, workbench
from toetssteen.store.folder import Folder

Chance = random.Random
SPARSE = 20_000_000_000
"""Bytes of a file that has none of them on the disk."""


class Whole(NamedTuple):
    """A small assessment with every kind of member, its export, and the heads that were printed."""

    folder: Path
    export: Path
    heads: list[str]


def whole(place: Path) -> Whole:
    """Make it: two evaluators, a method, evidence, a vendor's answers with an attachment, a sealed price."""
    folder = making.opened_round(place / "chat", "tender")
    kept = {name: folder.put_file(name.encode()) for name in ("sheet", "answers", "annex", "proof")}
    _say(folder, "questionnaire-made", file=kept["sheet"], format="xlsx", language="nl")
    annex = [{"name": "a.pdf", "file": kept["annex"]}]
    _say(folder, "answers-received", solution="s1", file=kept["answers"], answers=[], attachments=annex)
    for person, level in zip(making.EVALUATORS, ("1", "3"), strict=True):
        making.submit(folder, person, level)
    making.move(folder, "scored")
    _say(folder, "evidence-added", evidence="e1", type="document", title="Bewijs", file=kept["proof"])
    making.move(folder, "agreed", reason="verder")
    export = place / "chat.json"
    export.write_bytes(workbench.export(folder))
    return Whole(folder.path, export, list(folder.assessment().heads.values()))


def _say(folder: Folder, kind: str, **given: Any) -> None:
    folder.append("chair", "chair", body(kind, **given))


# ---- Damage to files --------------------------------------------------------------------------------------------


def _gone(path: Path, _: Chance) -> None:
    path.unlink()


def _empty(path: Path, _: Chance) -> None:
    path.write_bytes(b"")


def _doubled(path: Path, _: Chance) -> None:
    path.write_bytes(path.read_bytes() * 2)


def _copied(path: Path, _: Chance) -> None:
    shutil.copyfile(path, path.with_name(f"{path.stem} (1){path.suffix}"))


def _another(path: Path, chance: Chance) -> None:
    others = [other for other in sorted(path.parent.parent.rglob("*")) if other.is_file() and other != path]
    path.write_bytes(chance.choice(others).read_bytes() if others else b"{}")


def _cut(path: Path, chance: Chance) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def _flipped(path: Path, chance: Chance) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _noise(path: Path, chance: Chance) -> None:
    path.write_bytes(chance.randbytes(chance.randrange(1, 5_000)))


def _lines(path: Path, chance: Chance) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    chance.shuffle(lines)
    path.write_bytes(b"".join([*lines, chance.choice(lines)]))


def _newlines(path: Path, _: Chance) -> None:
    path.write_bytes(b"\n" * 300_000)


def _folder(path: Path, _: Chance) -> None:
    path.unlink()
    path.mkdir()


def _full_folder(path: Path, chance: Chance) -> None:
    _folder(path, chance)
    (path / path.name).write_bytes(b"x")


def _linked(to: str) -> Callable[[Path, Chance], None]:
    def link(path: Path, _: Chance) -> None:
        path.unlink()
        path.symlink_to(path if to == "circle" else to)

    return link


def _link_to_itself_elsewhere(path: Path, _: Chance) -> None:
    """The very bytes, but kept where somebody else can change them."""
    elsewhere = path.with_name(".elsewhere")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def _pipe(path: Path, _: Chance) -> None:
    path.unlink()
    os.mkfifo(path)


def _sparse(path: Path, _: Chance) -> None:
    with path.open("r+b") as file:
        file.truncate(SPARSE)


FILES: dict[str, Callable[[Path, Chance], None]] = {
    "gone": _gone,
    "empty": _empty,
    "doubled": _doubled,
    "copied": _copied,
    "another": _another,
    "cut": _cut,
    "flipped": _flipped,
    "noise": _noise,
    "lines": _lines,
    "newlines": _newlines,
    "folder": _folder,
    "full folder": _full_folder,
    "link to nothing": _linked("nothing"),
    "link in a circle": _linked("circle"),
    "link to a device": _linked("/dev/zero"),
    "link to a folder": _linked("/"),
    "link to itself": _link_to_itself_elsewhere,
    "pipe": _pipe,
    "sparse": _sparse,
}


# ---- Damage to shapes -------------------------------------------------------------------------------------------


def _deep() -> Any:
    deep: Any = 1
    for _ in range(30):
        deep = [deep]
    return deep


ODD: tuple[Callable[[], Any], ...] = (
    lambda: [],
    lambda: {},
    lambda: 0,
    lambda: -1,
    lambda: 999_999_999_999_999,
    lambda: None,
    lambda: True,
    lambda: "",
    lambda: "x",
    lambda: "1e999999",
    lambda: "-0",
    lambda: "999999999999999999",
    lambda: "0.000000000000000001",
    lambda: "1/0",
    lambda: "9999-12-31",
    lambda: "0001-01-01T00:00:00Z",
    lambda: "9999-12-31T23:59:59Z",
    lambda: "2026-02-30T25:61:00Z",
    lambda: "2016-12-31T23:59:60Z",
    lambda: "2026-03-02T09:00:00+01:00",
    lambda: "f" * 64,
    lambda: "../../etc/passwd",
    lambda: "x" * 100_000,
    lambda: [None],
    lambda: [[]] * 1_000,
    lambda: {"a": {}},
    _deep,
)


def _places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for name, member in members:
        yield (*path, name)
        yield from _places(member, (*path, name))


def misshapen(document: Any, chance: Chance) -> Any:
    """Return a document in which one member is gone, doubled, another's, or of another shape."""
    document = json.loads(json.dumps(document))
    places = list(_places(document))
    *above, last = chance.choice(places)
    inside = document
    for name in above:
        inside = inside[name]
    match chance.randrange(5):
        case 0:
            del inside[last]
        case 1 if isinstance(inside, list):
            inside.append(inside[last])
        case 1:
            inside[f"{last}x"] = inside[last]
        case 2:
            other: Any = document
            for name in chance.choice(places):
                other = other[name] if isinstance(other, dict | list) else other
            inside[last] = json.loads(json.dumps(other))
        case _:
            inside[last] = chance.choice(ODD)()
    return document


def _written(document: Any) -> bytes:
    try:
        return canonical.encode(document)
    except ValueError:
        return json.dumps(document).encode()


def misshape_file(path: Path, chance: Chance) -> None:
    """Damage a document, written in the canonical form again."""
    if path.suffix == ".jsonl":
        lines = path.read_bytes().splitlines()
        at = chance.randrange(len(lines))
        lines[at] = _written(misshapen(json.loads(lines[at]), chance))
        path.write_bytes(b"\n".join([*lines, b""]))
    else:
        path.write_bytes(_written(misshapen(json.loads(path.read_bytes()), chance)))


def forged(logs: dict[str, list[Any]], methods: dict[str, Any], chance: Chance) -> tuple[Any, Any]:
    """Damage one entry, or the method, and give all that follows digests that fit."""
    renamed: dict[str, str] = {}
    if chance.random() < 0.4:
        (fingerprint, method) = chance.choice(sorted(methods.items()))
        other = misshapen(method, chance)
        renamed[fingerprint] = canonical.sha256(_written(other))
        methods = {name: made for name, made in methods.items() if name != fingerprint} | {renamed[fingerprint]: other}
    else:
        author = chance.choice(sorted(logs))
        at = chance.randrange(len(logs[author]))
        entry = logs[author][at]
        changed = misshapen({name: entry[name] for name in ("body", "at", "role", "kind", "seen")}, chance)
        logs = {**logs, author: [*logs[author][:at], {**entry, **changed}, *logs[author][at + 1 :]]}
    waiting = [(author, place) for author, log in logs.items() for place in range(len(log))]
    for author, place in sorted(waiting, key=lambda spot: (str(logs[spot[0]][spot[1]].get("at")), spot)):
        entry = json.loads(_replaced(json.dumps(logs[author][place]), renamed))
        before = entry.pop("digest", None)
        digest = canonical.sha256(_written(entry))
        renamed |= {str(before): digest} if before else {}
        logs = {**logs, author: [*logs[author][:place], {**entry, "digest": digest}, *logs[author][place + 1 :]]}
    return logs, methods


def _replaced(text: str, renamed: dict[str, str]) -> str:
    for before, after in renamed.items():
        text = text.replace(before, after)
    return text


def _forge_folder(folder: Path, chance: Chance) -> None:
    logs = {path.stem: [json.loads(line) for line in path.read_bytes().splitlines()] for path in _logs(folder)}
    methods = {path.stem: json.loads(path.read_bytes()) for path in (folder / "methods").iterdir()}
    logs, methods = forged(logs, methods, chance)
    for author, log in logs.items():
        (folder / "log" / f"{author}.jsonl").write_bytes(b"".join(_written(entry) + b"\n" for entry in log))
    for path in (folder / "methods").iterdir():
        path.unlink()
    for fingerprint, method in methods.items():
        (folder / "methods" / f"{fingerprint}.json").write_bytes(_written(method))


def _forge_export(path: Path, chance: Chance) -> None:
    document = json.loads(path.read_bytes())
    logs, methods = forged(document["logs"], document["methods"], chance)
    heads = {author: log[-1].get("digest") for author, log in logs.items() if log}
    path.write_bytes(_written({**document, "logs": logs, "methods": methods, "heads": heads}))


def _logs(folder: Path) -> list[Path]:
    return sorted((folder / "log").glob("*.jsonl"))


# ---- One damage -------------------------------------------------------------------------------------------------


class Damaged(NamedTuple):
    """What was damaged, how, and whether bytes that count are other than they were."""

    path: Path
    how: str
    counts: bool


def damaged(of: Whole, number: int, place: Path) -> Damaged:
    """Damage a copy of a folder (an even number) or of an export, in the way that its number has."""
    chance = random.Random(number)
    ways = [*FILES, "misshapen", "misshapen", "forged", "forged"]
    how = ways[number // 2 % len(ways)]
    if number % 2:
        path = shutil.copyfile(of.export, place / "chat.json")
        if how == "forged":
            _forge_export(path, chance)
        else:
            FILES.get(how, misshape_file)(path, chance)
        return Damaged(path, f"export, {how}", _content(path) != of.export.read_bytes())
    folder = shutil.copytree(of.folder, place / "chat")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = {path.relative_to(folder): path.read_bytes() for path in _members(folder)}
    if how == "forged":
        _forge_folder(folder, chance)
        said = how
    else:
        members = _members(folder)
        documents = [path for path in members if path.parent.name != "evidence"]
        member = chance.choice(documents if how == "misshapen" else members)
        FILES.get(how, misshape_file)(member, chance)
        said = f"{member.relative_to(folder)}, {how}"
    kept = all(_same(folder / name, content) for name, content in before.items())
    return Damaged(folder, f"folder, {said}", not kept)


def _members(folder: Path) -> list[Path]:
    kinds = ("log/*.jsonl", "methods/*.json", "evidence/*")
    return [path for kind in kinds for path in sorted(folder.glob(kind))]


def _content(path: Path) -> bytes | None:
    plain = not path.is_symlink() and path.is_file() and path.stat().st_size < SPARSE
    return path.read_bytes() if plain or (path.is_symlink() and path.name == "chat.json" and _leads(path)) else None


def _leads(path: Path) -> bool:
    """An export is named on purpose, so that it may be a link to a file."""
    return os.path.realpath(path) != str(path) and Path(os.path.realpath(path)).is_file()


def _same(path: Path, before: bytes) -> bool:
    """Whether a member says what it said; the newline of the last line says nothing, nor does what a crash tore."""
    content = _content(path)
    if path.suffix != ".jsonl" or content is None:
        return content == before
    return content == before[:-1] or (content.startswith(before) and b"\n" not in content[len(before) :])

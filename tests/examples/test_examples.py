"""The examples are what their stories say, and say what they are."""

from pathlib import Path

import pytest

from tests.examples import build
from toetssteen import workbench
from toetssteen.model.replay.assessment import judged
from toetssteen.workbench import Workbench

EXAMPLES = build.ROOT / "assessments"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize("name", build.STORIES)
def test_playing_the_story_gives_the_example_to_the_last_byte(name: str, tmp_path: Path) -> None:
    build.play(build.HERE / name, tmp_path / "example")
    assert files(tmp_path / "example") == files(EXAMPLES / f"example-{name}")


@pytest.mark.parametrize("name", build.STORIES)
def test_nothing_in_an_example_was_set_aside_and_it_verifies(name: str) -> None:
    assessment = workbench.open_folder(EXAMPLES / f"example-{name}").assessment()
    assert assessment.set_aside == ()
    assert assessment.conflicts == ()
    assert workbench.verify(EXAMPLES / f"example-{name}", list(assessment.heads.values())).faults == ()


def test_the_chat_channel_judges_three_ways_by_three_evaluators_with_agreed_levels_and_evidence() -> None:
    assessment = workbench.open_folder(EXAMPLES / "example-chat-channel").assessment()
    assert len(assessment.solutions) == len(assessment.round.evaluations) == 3
    assert assessment.method is not None
    cells = {(solution, each) for solution in assessment.solutions for each in judged(assessment.method)}
    assert assessment.round.agreed.keys() == cells
    used = {each for agreed in assessment.round.agreed.values() for each in agreed.evidence}
    assert len(used) > 10
    assert used <= assessment.evidence.keys()
    assert all(evidence.dated or evidence.consulted for evidence in assessment.evidence.values())


@pytest.mark.parametrize(
    ("name", "words"), [("chat-channel", ("illustrati", "illustration")), ("small-tender", ("ficti",))]
)
def test_an_example_says_on_its_face_that_it_is_one(name: str, words: tuple[str, ...]) -> None:
    about = workbench.open_folder(EXAMPLES / f"example-{name}").assessment().opened.about
    assert all(word in about for word in words)


def test_the_small_tender_shows_a_failing_solution_and_a_tie_that_was_broken() -> None:
    document = Workbench.of(workbench.open_folder(EXAMPLES / "example-small-tender")).result().document()
    solutions = document["solutions"]
    by_id = {each["id"]: each for each in solutions}
    assert [each["id"] for each in solutions if each["eligible"] is False] == ["wilgenlijn"]
    assert by_id["wilgenlijn"]["rank"] is None
    assert by_id["wilgenlijn"]["total"] == "70.69"
    assert by_id["lindepraat"]["total"] == by_id["beukgesprek"]["total"]
    assert [by_id[each]["quality_rank"] for each in ("lindepraat", "beukgesprek")] == [1, 1]
    assert [by_id[each]["rank"] for each in ("lindepraat", "beukgesprek")] == [1, 2]
    steps = [{"by": "value", "value": "inclusion"}]
    assert document["ties"] == [{"rank": 1, "order": [["lindepraat"], ["beukgesprek"]], "steps": steps, "seed": None}]
    assert (by_id["lindepraat"]["total"], by_id["lindepraat"]["rank"], by_id["esdoornchat"]["rank"]) == ("63.19", 1, 3)

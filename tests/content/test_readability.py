"""The measure of readability counts as a person does, and the formula is Douma's."""

from __future__ import annotations

import pytest
from tests.content.readability import level, score, syllables

BY_HAND = {
    1: "zaak ook app uur iets een",
    2: "over open adres eigen alle idee actie apart april eraan ethisch ieder unie uitleg contract chatbot platform AI",
    3: "gemeente inwoner gegevens aanbieder overheid voorwaarden gebruiken toetsenbord video apparaat onderzoek",
    4: "leverancier beveiliging situatie criteria overstappen algoritme automatisch digitale",
    5: "onafhankelijk",
    7: "burgerservicenummer",
}


@pytest.mark.parametrize(
    ("count", "word"), [(count, word) for count, words in BY_HAND.items() for word in words.split()]
)
def test_syllables_are_counted_as_by_hand(count: int, word: str) -> None:
    assert syllables(word) == count


def test_the_score_is_that_of_the_formula() -> None:
    """Two sentences of three words with ten syllables: 206.84 - 77 * 10 / 6 - 0.93 * 3."""
    assert score("De gemeente vraagt. Wij geven antwoord.") == pytest.approx(206.84 - 77 * 10 / 6 - 0.93 * 3)


def test_a_long_sentence_of_long_words_is_harder() -> None:
    hard = "De gegevensverwerking van persoonsgegevens vereist verwerkersovereenkomsten met onderaannemers."
    assert level(score(hard)) == "C2"
    assert level(score("Kun je dit zelf doen? Zo niet, dan helpt de balie.")) == "A1"

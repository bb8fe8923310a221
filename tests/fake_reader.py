"""A reader without a model, for tests."""

import re
from collections.abc import Sequence

from index.lexical import words
from qa.reading.reader import Reading, Span


class FakeReader:
    """Points at the last number of a text, or else at its longest word; the more of the question it has, the surer."""

    name = "fake"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [self._read(set(words(question)), text) for text in texts]

    def _read(self, asked: set[str], text: str) -> Reading:
        places = [*re.finditer(r"\w+", text)]
        if not asked or not places:
            return Reading((), -10.0)
        score = 8.0 * len(asked & set(words(text))) / len(asked) - 4.0
        numbers = [place for place in places if place[0].isdigit()]
        best = numbers[-1] if numbers else max(places, key=lambda place: len(place[0]))
        return Reading((Span(best.start(), best.end(), score),), score)

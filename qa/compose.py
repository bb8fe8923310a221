"""Ranked candidates -> an `Answer`: the best span in its sentence with others that say something too, or a refusal."""

from collections.abc import Sequence

from index.records import Hit, Passage
from qa.answer import Answer, Kind, Quote
from qa.deciding.features import Candidate

Ranked = Sequence[tuple[Candidate, float]]
"""Candidates with their confidence, the likeliest first."""


def compose(question: str, ranked: Ranked, hits: Sequence[Hit], least: float, most: int) -> Answer:
    """An answer where the best candidate's confidence is at least `least`, else a refusal with the nearest passages.

    At most `most` quotes. Further spans are shown only where they too reach `least`, each sentence once.
    """
    confidence = ranked[0][1] if ranked else 0.0
    if not ranked or confidence < least:
        return Answer(question, Kind.REFUSAL, nearest(hits, most), confidence)
    sure = [candidate for candidate, sureness in ranked if sureness >= least]
    return Answer(question, Kind.ANSWER, _one_a_sentence([quoted(candidate) for candidate in sure], most), confidence)


def quoted(candidate: Candidate) -> Quote:
    """The candidate's sentence, with its span pointed at; the sentence is widened where the span leaves it."""
    start, end = min(candidate.sentence.start, candidate.start), max(candidate.sentence.end, candidate.end)
    return Quote(candidate.window.document, start, end, candidate.start, candidate.end)


def marked(passage: Passage, at: tuple[int, int]) -> Quote:
    """A sentence with some of its characters marked, by where they stand in it, where there are any."""
    span = (passage.start + at[0], passage.start + at[1]) if at[1] > at[0] else (None, None)
    return Quote(passage.document, passage.start, passage.end, *span)


def nearest(hits: Sequence[Hit], most: int) -> tuple[Quote, ...]:
    """The sentences of the best hits, nothing in them pointed at."""
    return tuple(Quote(hit.passage.document, hit.passage.start, hit.passage.end) for hit in hits[:most])


def _one_a_sentence(quotes: Sequence[Quote], most: int) -> tuple[Quote, ...]:
    kept: dict[tuple[str, int], Quote] = {}
    for quote in quotes:
        kept.setdefault((quote.document.source, quote.start), quote)
    return tuple(kept.values())[:most]

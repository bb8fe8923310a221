"""What a heading stands over: alone it tells a reader nothing."""

import re
from collections.abc import Mapping

from index.records import Passage
from index.store import Index
from qa.answer import Quote
from qa.once import per_index

LONGEST = 100  # characters of a heading
STOP = re.compile(r"[.!:;,…][\"”’)\]*_]*$")
_RUN_IN = re.compile(r"(\*\*?|__?)(?!\s)[^*_]+\1$")


def is_over(passage: Passage) -> bool:
    """Whether a passage stands over what follows it: a short one without a stop, or one in bold with it; no entry."""
    text = passage.text.strip()
    entry = "\n" in text or " | " in text or ": " in text
    return len(text) <= LONGEST and not entry and (not STOP.search(text) or bool(_RUN_IN.match(text)))


def with_what_follows(quote: Quote, passage: Passage, index: Index) -> Quote:
    """The quote of a passage; of a heading, with the sentence that follows it in its document."""
    number = _numbers(index).get((passage.document.source, passage.start)) if is_over(passage) else None
    following = index.passages[number + 1] if number is not None and number + 1 < len(index.passages) else None
    if following is None or following.document != passage.document:
        return quote
    return Quote(quote.document, quote.start, following.end)


@per_index
def _numbers(index: Index) -> Mapping[tuple[str, int], int]:
    return {(passage.document.source, passage.start): number for number, passage in enumerate(index.passages)}

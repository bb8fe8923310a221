"""What a heading stands over: alone it tells a reader nothing."""

import re

from index.records import Passage
from qa.answer import Quote
from qa.reading.windows import Paragraphs

LONGEST = 100  # characters of a heading
STOP = re.compile(r"[.!:;,…][\"”’)\]*_]*$")
_RUN_IN = re.compile(r"(\*\*?|__?)(?!\s)[^*_]+\1$")


def is_over(passage: Passage) -> bool:
    """Whether a passage stands over what follows it: a short one without a stop, or one in bold with it; no entry."""
    text = passage.text.strip()
    entry = "\n" in text or " | " in text or ": " in text
    return len(text) <= LONGEST and not entry and (not STOP.search(text) or bool(_RUN_IN.match(text)))


def with_what_follows(quote: Quote, passage: Passage, paragraphs: Paragraphs) -> Quote:
    """The quote of a passage; of a heading, with the sentence that follows it in its document."""
    following = (paragraphs.rest(passage) or paragraphs.after(passage)) if is_over(passage) else ()
    return Quote(quote.document, quote.start, following[0].end) if following else quote

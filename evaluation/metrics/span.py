"""Span F1 and exact match, as SQuAD 1.1 defines them (Rajpurkar et al. 2016)."""

import re
import string
from collections import Counter
from collections.abc import Sequence

RIGHT = 0.5
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—")


def normalised(text: str) -> str:
    """Lower case without punctuation, articles and superfluous space.

    >>> normalised("The  Azerbaijani Airlines' plane.")
    'azerbaijani airlines plane'
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, gold: Sequence[str]) -> float:
    """1.0 where the answer is one of the gold ones, once normalised."""
    return float(any(normalised(answer) == normalised(one) for one in gold))


def f1(answer: str, gold: Sequence[str]) -> float:
    """The best overlap in words with a gold answer, 0..1.

    >>> f1("killing 38 people", ["38 people"])
    0.8
    """
    return max((_f1(normalised(answer).split(), normalised(one).split()) for one in gold), default=0.0)


def is_right(answer: str, gold: Sequence[str]) -> bool:
    """Whether the answer counts as right: half of its words and the gold one's are shared."""
    return f1(answer, gold) >= RIGHT


def _f1(answer: Sequence[str], gold: Sequence[str]) -> float:
    same = sum((Counter(answer) & Counter(gold)).values())
    return 2 * same / (len(answer) + len(gold)) if same else 0.0

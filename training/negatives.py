"""Questions a context does not answer although it looks as if it did.

A reader that has only seen random paragraphs as unanswerable learns to match words. The five kinds made here keep the
words and take the answer away: another paragraph that BM25 ranks high, the paragraph without the sentence that
answers, the sentence without the answer, a question about another year, number or name, and another text's question
put in this one's names (after Rajpurkar et al.
2018, whose crowd workers made such questions by hand).
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import bm25s
import Stemmer

from training.data import Example

SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+[\"')\]]*\s*|[^.!?\n]+$")
_PREPOSITION = re.compile(
    r"(?:\b(?:in|on|at|by|of|for|to|from|with|as|about|during|since|until)\s+(?:the\s+|a\s+)?)$", re.I
)
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-2][0-9]\b")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]+(?: (?:of |the )?[A-Z][\w'’-]+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def neighbours(examples: Sequence[Example], k: int = 12) -> dict[tuple[str, str], list[str]]:
    """(group, question) -> up to `k` contexts of the group that BM25 ranks highest for it, its own left out."""
    stem = Stemmer.Stemmer("english")
    found: dict[tuple[str, str], list[str]] = {}
    for group in sorted({example.group for example in examples}):
        members = [example for example in examples if example.group == group]
        contexts = list(dict.fromkeys(example.context for example in members))
        index = bm25s.BM25()
        index.index(bm25s.tokenize(contexts, stemmer=stem, stopwords="en", show_progress=False), show_progress=False)
        queries = bm25s.tokenize(
            [example.question for example in members], stemmer=stem, stopwords="en", show_progress=False
        )
        ranked = index.retrieve(queries, k=min(k, len(contexts)), return_as="documents", show_progress=False)
        for example, row in zip(members, ranked, strict=True):
            found[group, example.question] = [contexts[i] for i in row if contexts[i] != example.context]
    return found


def another_context(example: Example, candidates: Sequence[str], rng: random.Random) -> Example | None:
    """The question asked of a similar context in which no annotator's answer occurs."""
    answers = {example.context[start:end].lower() for start, end in example.spans}
    fitting = [context for context in candidates if not any(answer in context.lower() for answer in answers)]
    if not fitting:
        return None
    # The higher ranked, the harder: the best quarter is drawn half the time.
    best = fitting[: max(1, len(fitting) // 4)]
    chosen = rng.choice(best if rng.random() < 0.5 else fitting)
    return replace(_unanswered(example, example.question, chosen), title="")  # it is not of the example's document


def without_sentence(example: Example) -> Example | None:
    """The context without the sentences that hold an answer, where enough is left to read."""
    kept = [
        match.group()
        for match in SENTENCE.finditer(example.context)
        if not any(match.start() < end and start < match.end() for start, end in example.spans)
    ]
    rest = "".join(kept).strip()
    return _if_silent(example, rest) if len(rest) > 80 else None


def without_answer(example: Example, rng: random.Random) -> Example | None:
    """The context with just the answer cut out, with the preposition that would be left hanging."""
    start, end = rng.choice(example.spans)
    if end - start > 60:
        return None
    before = _PREPOSITION.sub("", example.context[:start]).rstrip()
    after = example.context[end:]
    glue = "" if after[:1] in {"", ".", ",", ";", "?", "!", ")"} else " "
    return _if_silent(example, (before + glue + after.lstrip(" ")).strip())


def _if_silent(example: Example, context: str) -> Example | None:
    """The question over `context`, unless an answer still occurs in it."""
    low = context.lower()
    if any(example.context[start:end].lower() in low for start, end in example.spans):
        return None
    return _unanswered(example, example.question, context)


def _unanswered(example: Example, question: str, context: str) -> Example:
    return replace(example, question=question, context=context, spans=(), items=(), rival="")


def another_question(example: Example, pool: Sequence[str], rng: random.Random) -> Example | None:
    """The question with a year, number or name in it changed for one that belongs elsewhere.

    `pool` holds texts of the same group to take names and numbers from.
    """
    for pattern in rng.sample((_YEAR, _NUMBER, _NAME), 3):
        places = list(pattern.finditer(example.question))
        if not places:
            continue
        place = rng.choice(places)
        for _ in range(4):
            # A name the context knows makes the hardest question: the right people, the wrong one of them.
            source = example.context if pattern is _NAME and rng.random() < 0.5 else rng.choice(pool)
            others = [match.group() for match in pattern.finditer(source) if match.group() != place.group()]
            fresh = [other for other in others if pattern is _NAME or other.lower() not in example.context.lower()]
            if fresh:
                swapped = example.question[: place.start()] + rng.choice(fresh) + example.question[place.end() :]
                return _unanswered(example, swapped, example.context)
    return None


def transplanted_question(example: Example, questions: Sequence[str], rng: random.Random) -> Example | None:
    """A question written for another text, its names changed for this one's: the right people, another matter."""
    names = _CAPITALISED.findall(example.context)
    if not names:
        return None
    for _ in range(12):
        question = rng.choice(questions)
        places = list(_CAPITALISED.finditer(question))
        if not places or question == example.question:
            continue
        for place in reversed(places):
            question = question[: place.start()] + rng.choice(names) + question[place.end() :]
        return _unanswered(example, question, example.context)
    return None

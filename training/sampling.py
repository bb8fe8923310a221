"""One epoch's examples: the questions, some over a disturbed context, and what the contexts do not answer."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from training.data import Example
from training.negatives import (
    SENTENCE,
    another_context,
    another_question,
    transplanted_question,
    without_answer,
    without_sentence,
)

_STOPWORDS = frozenset(
    (
        *("a", "an", "the", "is", "are", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had"),
        *("of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "that", "this", "it", "its", "as"),
    )
)
# How often a question of a data set comes up in an epoch. Texts written for it are nearest to what people bring, and
# are hardest; what is seen in every run is known by heart after a few; QAMR asks the same of its sentences many times
# over; posts and reviews are far from documents.
_WEIGHTS = {
    "new_wiki.train": 1.5,
    "qamr": 0.2,
    "reddit": 0.3,
    "amazon_reviews": 0.2,
    "fairytale": 0.4,
    "written": 2.0,
}
_SEVERAL = 2.5  # the same for questions with several answers
_NEAR_MISS = 1.6  # for what was written as unanswerable
_KINDS = {"context": 0.15, "sentence": 0.25, "answer": 0.1, "question": 0.25, "transplant": 0.25}
_ONE_ITEM = 0.15  # share of questions with several answers of which one has to do as the span
_ALL_ITEMS = 0.8  # share of them whose text is kept long enough to hold every answer
_SHORT, _LONG = (110, 380), (380, 700)  # characters of a context, three times in four and once
_TEMPTING = 0.7  # share of contexts without an answer that are cut around the sentence most like the question
_TITLED = 0.4  # share of contexts that are read below their document's title, where it is known
_RIVALLED = 0.25  # share of answerable questions that are read in a context that does not answer them as well
_SIMILAR = 0.7  # of these contexts, the share of other ones; the rest is the same one without the answer's sentence
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def epoch(
    examples: Sequence[Example],
    similar: Mapping[tuple[str, str], Sequence[str]],
    seed: int,
    unanswerable: float,
) -> list[Example]:
    """The epoch's examples in random order; `unanswerable` is how many of them there are for each answerable one.

    The same seed gives the same epoch. QAMR's single sentences are put among others now and then, for the reader has
    to find its way in a paragraph.
    """
    rng = random.Random(seed)
    titles = {example.context: example.title for example in examples if example.title}
    pools: dict[str, list[Example]] = {}
    for example in examples:
        pools.setdefault(example.group, []).append(example)
    drawn: list[Example] = []
    for example in _weighted(examples, rng):
        if not example.spans:
            drawn.append(_shown(replace(example, question=as_typed(example.question, rng)), rng))
            continue
        others = similar[example.group, example.question]
        shown = among_others(example, others, rng) if example.group == "qamr" and rng.random() < 0.4 else example
        if example.items and rng.random() < _ONE_ITEM:
            shown = replace(example, spans=(rng.choice(example.items),))
        typed = replace(shown, question=as_typed(shown.question, rng))
        rival = _rival(typed, others, titles, rng) if rng.random() < _RIVALLED else ""
        drawn.append(replace(_shown(typed, rng), rival=rival))
        if rng.random() < unanswerable and not example.items:
            made = _unanswerable(example, others, pools[example.group], rng)
            if made is not None:
                asked = replace(_with_title(made, titles), question=as_typed(made.question, rng))
                drawn.append(_shown(asked, rng))
    rng.shuffle(drawn)
    return drawn


def _weighted(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    for example in examples:
        weight = _SEVERAL if example.items else _WEIGHTS.get(example.group, 1.0) if example.spans else _NEAR_MISS
        yield from [example] * (int(weight) + (rng.random() < weight % 1))


def _rival(example: Example, others: Sequence[str], titles: Mapping[str, str], rng: random.Random) -> str:
    """A context that looks as if it answered the question; empty where there is none."""
    made = another_context(example, others, rng) if rng.random() < _SIMILAR else without_sentence(example)
    return _shown(_with_title(made, titles), rng).context if made else ""


def _with_title(example: Example, titles: Mapping[str, str]) -> Example:
    """An example over another text has that text's title."""
    return replace(example, title=titles.get(example.context, example.title))


def _unanswerable(
    example: Example, others: Sequence[str], pool: Sequence[Example], rng: random.Random
) -> Example | None:
    kind = rng.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
    made: Example | None = None
    if kind == "sentence":
        made = without_sentence(example)
    elif kind == "answer":
        made = without_answer(example, rng)
    elif kind == "question":
        made = another_question(example, [rng.choice(pool).context for _ in range(4)], rng)
    elif kind == "transplant":
        made = transplanted_question(example, [rng.choice(pool).question for _ in range(12)], rng)
    return made or another_context(example, others, rng)


def _shown(example: Example, rng: random.Random) -> Example:
    """The example as it is read: cut to a few sentences, now and then below its document's title."""
    shown = cropped(example, rng)
    return titled(shown) if rng.random() < _TITLED else shown


def titled(example: Example) -> Example:
    """The context below its document's title, as the assistant reads an answer again (`qa.reading.context`)."""
    if not example.title:
        return example
    lead = len(example.title) + 1
    spans, items = (tuple((a + lead, b + lead) for a, b in places) for places in (example.spans, example.items))
    return replace(example, context=f"{example.title}\n{example.context}", spans=spans, items=items)


def cropped(example: Example, rng: random.Random) -> Example:
    """The context cut to a few sentences around one answer, or around what looks like one where there is none.

    What a question teaches is in the sentences near its answer; short contexts buy more questions for the same time.
    """
    limit = rng.randint(*(_LONG if rng.random() < 0.25 else _SHORT))
    if len(example.context) <= limit:
        return example
    gold = _kept(example, rng) if example.spans else _tempting(example, rng)
    sentences = [match.span() for match in SENTENCE.finditer(example.context)]
    inside = [i for i, (start, end) in enumerate(sentences) if start < gold[1] and gold[0] < end]
    first, last = inside[0], inside[-1]
    while sentences[last][1] - sentences[first][0] < limit:
        if first > 0 and (rng.random() < 0.5 or last == len(sentences) - 1):
            first -= 1
        elif last < len(sentences) - 1:
            last += 1
        else:
            break
    start, end = sentences[first][0], sentences[last][1]
    spans, items = (
        tuple((a - start, b - start) for a, b in places if start <= a and b <= end)
        for places in (example.spans, example.items)
    )
    return replace(example, context=example.context[start:end].rstrip(), spans=spans or items, items=items)


def _kept(example: Example, rng: random.Random) -> tuple[int, int]:
    """What a cropped context must hold: one annotator's answer, or now and then all of several."""
    if example.items and rng.random() < _ALL_ITEMS:
        return min(start for start, _ in example.items), max(end for _, end in example.items)
    return rng.choice(example.spans)


def _tempting(example: Example, rng: random.Random) -> tuple[int, int]:
    """Of a context without an answer, mostly the sentence that shares most words with the question.

    It is what retrieval would find, and what has to be told from an answer; elsewhere there is nothing to learn.
    """
    asked = _stems(example.question)
    sentences = list(SENTENCE.finditer(example.context))
    if asked and sentences and rng.random() < _TEMPTING:
        best = max(sentences, key=lambda sentence: (len(asked & _stems(sentence.group())), rng.random()))
        return best.start(), best.start() + 1
    at = rng.randrange(len(example.context))
    return at, at + 1


def _stems(text: str) -> set[str]:
    """What words begin with: enough to tell that "arrived" and "arrival" are alike."""
    return {word[:5] for word in re.findall(r"\w+", text.lower()) if word not in _STOPWORDS}


def among_others(example: Example, others: Sequence[str], rng: random.Random) -> Example:
    """The context between one to three similar ones that do not hold its answer."""
    answers = {example.context[start:end].lower() for start, end in example.spans}
    fitting = [other for other in others if not any(answer in other.lower() for answer in answers)]
    chosen = rng.sample(fitting, min(len(fitting), rng.randint(1, 3)))
    before = chosen[: rng.randint(0, len(chosen))]
    lead = "".join(f"{other} " for other in before)
    context = " ".join([*before, example.context, *chosen[len(before) :]])
    return replace(
        example,
        context=context,
        spans=tuple((start + len(lead), end + len(lead)) for start, end in example.spans),
    )


def as_typed(question: str, rng: random.Random) -> str:
    """The question as people type it: now and then without its mark, as keywords, or with a slip of the finger."""
    if rng.random() < 0.2:
        question = question.rstrip("? ")
    chance = rng.random()
    if chance < 0.06:
        kept = [word for word in question.split() if word.lower() not in _STOPWORDS]
        return " ".join(kept) if len(kept) > 2 else question
    return misspelt(question, rng) if chance < 0.16 else question


def misspelt(question: str, rng: random.Random) -> str:
    """The question with a letter lost, doubled, swapped or wrong in one of its longer words."""
    words = list(re.finditer(r"[^\W\d_]{5,}", question))
    if not words:
        return question
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    before, here, after = question[:at], question[at], question[at + 1 :]
    return rng.choice(
        (
            before + after,
            before + here + here + after,
            before + after[0] + here + after[1:],
            before + rng.choice(_LETTERS) + after,
        )
    )

"""Replies to what is said to the assistant itself: hello, thanks, help, which documents it has, how it works.

Which reply is meant is the label that `qa.kinds` gives with its guess. A question that might be about the documents all
the same gets one only where they do not answer it.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.lexical import fold, terms, words
from index.records import Document
from index.store import Index
from qa.answer import Answer, Kind
from qa.facts import Facts
from qa.kinds import QuestionKind
from qa.once import per_index
from qa.spelling import is_ordinary
from qa.suggest import NAME

SURE = 0.9
"""The probability from which a question is about the assistant, whatever the documents say."""

_COUNTS = re.compile(r"(?:and |so )?how many\b", re.I)
_TEXTS = re.compile(
    r"\b(?:(?:document|doc|file|text|source|article|book|paper|page|sentence|passage|seed)s?|you)\b", re.I
)
_MOST = 20  # documents named
_READ = 2_000  # passages in which names for the examples are looked for
_SOCIAL = frozenset(("hello", "thanks", "bye"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a reply tells of the documents: how many sentences each has, and names that occur in them often."""

    sentences: Mapping[str, int]
    names: tuple[str, ...]


def answer(question: str, least: float, facts: Facts) -> Answer | None:
    """A reply, of which `label` is the text; None where the question is about the documents after all."""
    if facts.kinds is None:
        return None
    guess = facts.kinds.guess(question)
    reply = _REPLIES.get(guess.reply)
    if guess.kind is not QuestionKind.ABOUT or reply is None:
        return None
    if guess.reply == "documents" and _COUNTS.match(question) and not _TEXTS.search(question):
        return None  # "how many leaks have there been"
    in_doubt = guess.probabilities[QuestionKind.ABOUT] < SURE or _is_search(question, facts.index)
    if in_doubt and guess.reply not in _SOCIAL and not facts.answer(question, least).abstained:
        return None
    if in_doubt and guess.reply in _SOCIAL and not any(map(is_ordinary, re.findall(r"\w+", fold(question)))):
        return None  # "asdfgh" greets nobody
    return Answer(question, Kind.REPLY, label=reply(facts.index), confidence=guess.probabilities[QuestionKind.ABOUT])


def _is_search(question: str, index: Index) -> bool:
    """Whether a question consists of words that documents use and of no little ones: "privacy", "menu"."""
    asked = words(question)
    frequency = index.sentences.lexical.frequency
    return len(asked) == len(question.split()) and any(frequency(term) for term in terms(question))


@per_index
def _about(index: Index) -> Known:
    sentences = Counter(passage.document.source for passage in index.passages)
    names = Counter(name for passage in index.passages[:_READ] for name in NAME.findall(passage.text))
    return Known(sentences, tuple(name for name, _ in names.most_common(2)))


def _examples(index: Index) -> str:
    """Questions that fit the documents, in a sentence of its own; empty where they hold no name."""
    names = _about(index).names
    if not names:
        return ""
    asked = [f"“Who or what is {names[0]}?”", *(f"“What do the documents say about {name}?”" for name in names[1:])]
    return f"For example: {' '.join(asked)}"


def _hello(index: Index) -> str:
    if not index.documents:
        return _NONE
    return _lines(
        f"Hello! Ask me anything about the {_count(len(index.documents), 'document')} here.", _examples(index)
    )


def _thanks(index: Index) -> str:
    return "Glad to help. Ask on whenever you like."


def _bye(index: Index) -> str:
    return "Goodbye! Come back whenever you have another question."


def _help(index: Index) -> str:
    return _lines(
        "Ask what the documents say, in a full question or a few words. I answer with their exact words and show where "
        "they stand; where they don't say, I tell you so.",
        "You can ask for a fact, a list, a reason, a yes or no, who or what something is, a summary or a timeline. "
        "Words in quotation marks are searched for exactly. “When was that?” is understood from the question before.",
        "I understand English best. To see which documents there are, ask “What documents do you have?”",
        _examples(index),
    )


def _documents(index: Index) -> str:
    documents = index.documents
    if not documents:
        return _NONE
    sentences = _about(index).sentences
    rows = [f"• {_described(document, sentences.get(document.source, 0))}" for document in documents[:_MOST]]
    more = [f"… and {len(documents) - _MOST:,} more."] if len(documents) > _MOST else []
    return _lines(
        f"I answer from {_count(len(documents), 'document')} and nothing else:",
        *rows,
        *more,
        "Files that are put into the documents' folder join them.",
    )


def _described(document: Document, sentences: int) -> str:
    pages = sum(place.kind == "page" for place in document.places)
    sizes = [_count(sentences, "sentence"), *([_count(pages, "page")] if pages else [])]
    return f"{document.source} ({', '.join(sizes)})"


def _how(index: Index) -> str:
    return _lines(
        "I look for the sentences nearest to your question; a small reading model points at the words that answer it; "
        "and I show those word for word, with their place. Nothing is generated, and only the documents are used.",
        "The percentage says how often an answer as sure as that is right. I can be wrong, so look at the place quoted "
        "too. Where I am not sure enough I say that the documents don't say, and show what comes nearest.",
    )


def _private(index: Index) -> str:
    return _lines(
        "Everything happens on the computer that runs me. To answer, no other service and no internet is used, and no "
        "model learns from what you ask.",
        "Who can open this page, and so read the documents, is up to whoever runs it.",
    )


def _who(index: Index) -> str:
    return _lines(
        "I am Quotewise: a program, not a person. I answer questions about "
        f"{_count(len(index.documents), 'document')} in their own words, each with its place.",
        "I generate nothing: small models that run on this computer find the words, and I quote them.",
    )


def _wrong(index: Index) -> str:
    return _lines(
        "I am sorry. I can only point at words of the documents, and sometimes at the wrong ones.",
        "Other words often help, or the full name of what you mean. The place quoted shows the words in their context.",
    )


def _other(index: Index) -> str:
    return _lines(
        "That is beyond me: I can only find and quote what the documents say. Ask “help” for what I can do.",
        _examples(index),
    )


def _count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> _count(1, "page"), _count(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


_NONE = "Hello! I have no documents yet: put some files into the documents' folder, and ask me about them."
_REPLIES: Mapping[str, Callable[[Index], str]] = {
    "hello": _hello,
    "thanks": _thanks,
    "bye": _bye,
    "help": _help,
    "documents": _documents,
    "how": _how,
    "private": _private,
    "who": _who,
    "wrong": _wrong,
    "other": _other,
}

"""A conversation: what was asked, what the chat shows, and the citations its links lead to."""

import logging
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

import gradio as gr

from index.errors import QuotewiseError
from page.protocol import Speaker
from qa.answer import Answer
from qa.current import Current
from qa.deciding.decide import DEFAULT_STRICTNESS
from qa.render import Citation, escape_markdown, to_page

LONGEST_QUESTION = 2000  # characters; more is not a question, and would be slow to read
LONGEST_ECHO = 300  # characters of a question repeated in the chat

FAILED = "Something went wrong while looking for the answer. It is noted where Quotewise was started."
WITHHELD = "The documents no longer say what was quoted here, so it is shown no more. Ask again for what they say now."
EMPTY_QUESTION = "That question was empty. Type one, or pick an example."


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's chat so far. It lives in that visitor's session and nowhere else.

    `told[i]` is the number of the message that shows `answers[i]`.
    """

    answers: tuple[Answer, ...] = ()
    messages: tuple[gr.MessageDict, ...] = ()
    citations: tuple[Citation, ...] = ()
    told: tuple[int, ...] = ()

    def say(self, role: str, markdown: str) -> "Conversation":
        """The conversation with one more message; the Markdown must be escaped already."""
        message = gr.MessageDict(role=role, content=markdown)  # type: ignore[typeddict-item]
        return replace(self, messages=(*self.messages, message))

    def answered(self, answer: Answer) -> "Conversation":
        """The conversation with this answer, and its citations to be opened."""
        shown = to_page(answer, turn=len(self.answers) + 1)
        return replace(
            self.say("assistant", shown.markdown),
            answers=(*self.answers, answer),
            citations=(*self.citations, *shown.citations),
            told=(*self.told, len(self.messages)),
        )

    def withheld(self, current: Current) -> frozenset[int]:
        """The numbers of the messages that quote what the documents do not say any more."""
        pairs = zip(self.told, self.answers, strict=True)
        return frozenset(number for number, answer in pairs if not current.stands(answer))

    def shown(self, withheld: Container[int]) -> list[gr.MessageDict]:
        """The messages, with a word in the place of those that are withheld."""
        return [
            gr.MessageDict(role="assistant", content=WITHHELD) if number in withheld else message
            for number, message in enumerate(self.messages)
        ]


def clean_question(typed: str) -> str:
    """What was typed, without halves of characters, control characters and stray space, cut to a bearable length.

    >>> clean_question("  who\\x00 is\\n it? ")
    'who is it?'
    """
    spaced = "".join(c if c.isprintable() else " " for c in typed[: LONGEST_QUESTION * 2])
    return " ".join(spaced.split())[:LONGEST_QUESTION]


def echo(question: str, typed: str) -> str:
    """A question as the chat repeats it, saying so where not all of it is shown or read."""
    if len(question) <= LONGEST_ECHO:
        return escape_markdown(question)
    read = f", of which the first {len(question):,} are read" if len(typed) > LONGEST_QUESTION else ""
    note = f"A long question: {len(typed):,} characters{read}. Shorter ones are answered better."
    return f"{escape_markdown(question[:LONGEST_ECHO].rstrip())} …\n\n<em>{note}</em>"


def take_turn(
    assistant: Speaker, conversation: Conversation, typed: str, strictness: float, follow: bool = True
) -> Iterator[Conversation]:
    """The conversation with the question in it, and then with its answer.

    Unless `follow`, the question is read on its own, whatever was said before.
    """
    question = clean_question(typed)
    if not question:
        yield conversation.say("assistant", EMPTY_QUESTION)
        return
    asked = conversation.say("user", echo(question, typed))
    yield asked
    chosen = None if strictness == DEFAULT_STRICTNESS else min(1.0, max(0.0, strictness))
    try:
        answer = assistant.ask(question, conversation.answers if follow else (), chosen)
    except QuotewiseError as error:
        yield asked.say("assistant", escape_markdown(str(error)))
    except Exception:
        # The visitor waits for an answer, and nobody above here could give one.
        logging.getLogger(__name__).exception("A question was not answered")
        yield asked.say("assistant", FAILED)
    else:
        yield asked.answered(answer)

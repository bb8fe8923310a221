"""The page itself: what is on it, and what happens when it is used."""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.chatbot import ExampleMessage

from index.documents import SUFFIXES
from index.records import Document
from page.chat import Conversation, take_turn
from page.panel import CHANGED, CLOSED, GONE, MOVED, gone_page, source_page
from page.protocol import Assistant, Speaker
from page.source import OWN, PATH
from page.status import GO_ON, STOP, status_page
from page.visitors import VISITOR
from qa.current import Current
from qa.deciding.decide import DEFAULT_STRICTNESS
from qa.render import find_citation, visible

AT_ONCE = 8  # questions answered at the same time; more wait in line
EXAMPLES = 4
NAMES_SHOWN = 3

PLACEHOLDER = "Ask a question. The answer comes in the documents' own words, with a link to where they stand."
LOG_OUT = '<form method="post" action="/logout"><button>Log out</button></form>'


Before = Callable[[str], Speaker | None]
"""Who answers a visitor, by the visitor's key, where that is not the assistant everybody asks."""


def build_page(
    assistant: Assistant,
    can_log_out: bool = False,
    can_steer: bool = True,
    bring: str = "",
    before: Before = lambda visitor: None,
) -> gr.Blocks:
    """The page for an assistant, ready to be served; with a way to log out where there is a login.

    `can_steer` says whether visitors may stop the indexing, and have it go on. `bring` tells what becomes of files
    that they bring, and is empty where they may not.
    """
    page: gr.Blocks = gr.Blocks(title="Quotewise", analytics_enabled=False, fill_height=True)
    with page:
        conversation = gr.State(Conversation())
        withheld = gr.State(frozenset[int]())  # the numbers of the messages whose words are shown no more
        with gr.Row(elem_id="top"):
            top = gr.HTML(header(assistant), elem_id="header", apply_default_css=False, js_on_load=None)
            if can_log_out:
                gr.HTML(LOG_OUT, elem_id="leave", apply_default_css=False, js_on_load=None)
            restart = gr.Button("New conversation", elem_id="new", size="sm", scale=0)
        status = gr.HTML(
            status_page(assistant.status(), can_steer),
            elem_id="status",
            apply_default_css=False,
            js_on_load=Path(__file__).with_name("status.js").read_text("utf-8"),
        )
        chat = _chat(assistant)
        if bring:
            gr.HTML(
                bring_page(bring),
                elem_id="uploads",
                apply_default_css=False,
                js_on_load=Path(__file__).with_name("uploads.js").read_text("utf-8"),
            )
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                label="Your question",
                show_label=False,
                placeholder="Ask about the documents",
                elem_id="question",
                autofocus=True,
                submit_btn="Ask",
                max_lines=6,
                container=False,
            )
        strictness, follow = _options()
        with gr.Sidebar(open=False, position="right", width="min(38rem, 46vw)", elem_id="source"):
            panel = gr.HTML(
                CLOSED,
                elem_id="panel",
                apply_default_css=False,
                js_on_load=Path(__file__).with_name("panel.js").read_text("utf-8"),
            )

        def speaker(request: gr.Request) -> Speaker:
            return before(request.headers.get(VISITOR.decode(), "")) or assistant

        def answer(
            typed: str, strict: float, follows: bool, so_far: Conversation, request: gr.Request
        ) -> Iterator[tuple[str, list[gr.MessageDict], Conversation, frozenset[int]]]:
            here = speaker(request)
            for now in take_turn(here, so_far, typed, strict, follows):
                gone = now.withheld(current(here))
                yield "", now.shown(gone), now, gone

        def answer_example(
            strict: float, follows: bool, so_far: Conversation, event: gr.SelectData, request: gr.Request
        ) -> Iterator[tuple[str, list[gr.MessageDict], Conversation, frozenset[int]]]:
            yield from answer(str(event.value["text"]), strict, follows, so_far, request)

        def open_source(so_far: Conversation, event: gr.EventData, request: gr.Request) -> str | Any:
            here = speaker(request)
            if is_shown_rightly(here, so_far, event._data):
                return gr.skip()
            return show_source(here, so_far, event._data, assistant.documents)

        def steer(
            so_far: Conversation, shut: frozenset[int], event: gr.EventData, request: gr.Request
        ) -> tuple[str, str, Any, frozenset[int]]:
            asked = event._data if isinstance(event._data, dict) else {}
            if can_steer and asked.get("do") == STOP:
                assistant.cancel()
            elif can_steer and asked.get("do") == GO_ON:
                assistant.resume()
            gone = so_far.withheld(current(speaker(request)))
            # Only where there is a difference: the next answer may be on its way to the chat.
            chat_now: dict[str, Any] = {} if gone == shut else {"value": so_far.shown(gone)}
            return (
                header(assistant),
                status_page(assistant.status(), can_steer),
                gr.update(examples=examples(assistant), **chat_now),
                gone,
            )

        private: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": AT_ONCE}
        outputs = [question, chat, conversation, withheld]
        given = [strictness, follow, conversation]
        question.submit(answer, [question, *given], outputs, show_progress="hidden", **private)
        chat.example_select(answer_example, given, outputs, show_progress="hidden", **private)
        restart.click(lambda: (Conversation(), [], CLOSED), None, [conversation, chat, panel], **private)
        status.click(steer, [conversation, withheld], [top, status, chat, withheld], show_progress="hidden", **private)
        panel.click(open_source, conversation, panel, show_progress="hidden", **private)
    return page


def bring_page(bring: str) -> str:
    """Where files are brought; page/uploads.js does the rest."""
    kinds = html.escape(",".join(SUFFIXES))
    return (
        f'<div class="qw-uploads"><div class="qw-bring"><button type="button">Add files</button>'
        f'<span>{html.escape(bring)}</span></div><input type="file" multiple accept="{kinds}" hidden>'
        '<ul aria-label="Your files"></ul><div class="qw-said" role="status"></div></div>'
    )


def header(assistant: Assistant) -> str:
    """The title, and one line on what the answers are taken from."""
    names = [document.source for document in assistant.documents]
    return f"<h1>Quotewise</h1><p>{answers_from(names)}</p>"


def answers_from(names: list[str]) -> str:
    """What the answers are taken from, as HTML.

    >>> answers_from(["a.txt", "b.txt"])
    'Answers from 2 documents on this machine: <b>a.txt</b>, <b>b.txt</b>'
    """
    if not names:
        return "There are no documents to answer from yet."
    shown = ", ".join(f"<b>{html.escape(visible(name))}</b>" for name in names[:NAMES_SHOWN])
    rest = f" and {len(names) - NAMES_SHOWN:,} more" if len(names) > NAMES_SHOWN else ""
    documents = "1 document" if len(names) == 1 else f"{len(names):,} documents"
    return f"Answers from {documents} on this machine: {shown}{rest}"


def show_source(
    assistant: Speaker, conversation: Conversation, request: object, served: Sequence[Document] | None = None
) -> str:
    """The panel for what a click asks for; the click comes from a browser and may ask for anything.

    `served` are everybody's documents, where these are not all that it answers from; the others are the visitor's own.
    """
    asked = request if isinstance(request, dict) else {}
    citation_id = asked.get("cite")
    citation = find_citation(conversation.citations, citation_id)
    if citation is None:
        return source_page(conversation.citations, citation_id, None)
    now = current(assistant).find(citation.quote)
    if now is None:
        return gone_page(citation, CHANGED if assistant.is_there(citation.quote.document) else GONE)
    citations = [replace(one, quote=now) if one is citation else one for one in conversation.citations]
    note = MOVED if now.document.text != citation.quote.document.text else ""
    files = PATH if now.document in (assistant.documents if served is None else served) else ""
    if not files and now.document in assistant.documents:
        files = OWN
    return source_page(citations, citation_id, asked.get("position"), files, note)


def is_shown_rightly(assistant: Speaker, conversation: Conversation, request: object) -> bool:
    """Whether a page asks if the panel it shows may stay as it is, and it may."""
    citation = find_citation(conversation.citations, request.get("cite")) if isinstance(request, dict) else None
    asks = isinstance(request, dict) and request.get("still") is True
    return asks and citation is not None and current(assistant).find(citation.quote) == citation.quote


def current(assistant: Speaker) -> Current:
    """What stands in the documents now that the assistant answers from."""
    return Current(assistant.is_current, assistant.documents)


def examples(assistant: Assistant) -> list[ExampleMessage]:
    """Questions to begin with."""
    return [ExampleMessage(text=question) for question in assistant.suggestions(EXAMPLES)]


def _chat(assistant: Assistant) -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        height="100%",
        scale=1,
        autoscroll=False,
        container=False,
        layout="bubble",
        buttons=["copy"],
        placeholder=PLACEHOLDER,
        examples=examples(assistant),
        latex_delimiters=[],
        allow_tags=False,
        sanitize_html=True,
        allow_file_downloads=False,
        group_consecutive_messages=False,
    )


def _options() -> tuple[gr.Slider, gr.Checkbox]:
    """How sure to be before answering, and whether a question may lean on those before it."""
    with gr.Row(elem_id="strictness"):
        gr.HTML("<span>Answer more readily</span>", apply_default_css=False, js_on_load=None, min_width=0)
        slider = gr.Slider(
            0,
            1,
            DEFAULT_STRICTNESS,
            step=0.05,
            label="How sure an answer has to be",
            show_label=False,
            container=False,
            min_width=80,
            buttons=[],
        )
        gr.HTML("<span>Only when sure</span>", apply_default_css=False, js_on_load=None, min_width=0)
        follow = gr.Checkbox(True, label="Understand follow-ups", elem_id="follow", container=False, min_width=0)
    return slider, follow

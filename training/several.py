"""Fit what tells a second right answer from a wrong one: `python -m training.several`.

`training/written/several/` holds texts with questions that have one right answer, several, or differing ones. Each
rival (`qa.plural.rivals`) of a right plain answer is a row: right too, or not. Two logistic regressions are fitted, for
rivals within the answer's sentence and for those elsewhere; a third tells from what `qa.plural.differ` looks at whether
what is right differs. They are written to `models/several.json`. No question of an evaluation is among them.
"""

from collections.abc import Iterator, Sequence

from evaluation.kinds import same
from qa.assistant import Assistant
from qa.deciding.features import Candidate
from qa.plural import differ
from qa.plural.rivals import Rival, is_rival, rivals, together
from qa.plural.several import MODELS, SHIPPED
from qa.words.forms import value_of
from training.fitted import Fit, Row
from training.texts import Asked, Texts


def rows(number: int, texts: Texts, assistant: Assistant) -> Iterator[Row]:
    """The rivals of every right answer, and what is right of each question that has several answers."""
    facts = assistant.facts
    for asked in texts.asked:
        plain = facts.plain(asked.question, 0.0)
        if not plain.ranked or not any(same(plain.ranked[0][0].text, [one]) for one in asked.answers):
            continue
        first = plain.ranked[0][0]
        found = rivals(asked.question, plain, facts)
        note = f"{asked.question} | {first.text} | "
        for rival in found:
            which = "together" if rival.together else "apart"
            yield Row(which, rival.features, _right(rival, asked), number, note + rival.candidate.text)
        right = _distinct([first, *(one.candidate for one in found if _right(one, asked) and not one.together)])
        if len(right) > 1:
            looked_at = differ.features(asked.question, right, facts.encoder)
            yield Row("differing", looked_at, asked.differing, number, note + right[1].text)


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of which each says something else, and in another sentence, than those before it."""
    kept: list[Candidate] = []
    for one in candidates:
        if all(is_rival(one, other) and not together(one, other) for other in kept):
            kept.append(one)
    return kept


def _right(rival: Rival, asked: Asked) -> bool:
    """Whether a rival is one of the answers: "ten weeks" shares a word with "six weeks", but not its number."""
    found = [one for one in asked.answers if same(rival.candidate.text, [one])]
    return any(not rival.value.differs(value_of(one, 0, len(one))) for one in found)


def main() -> None:
    """Fit, print how well it tells, and write."""
    Fit("several", rows, MODELS, SHIPPED, weight=0.03).run(__doc__)


if __name__ == "__main__":
    main()

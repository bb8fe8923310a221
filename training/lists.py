"""Fit what tells the list that is asked for from others: `python -m training.lists`, after training.calibrate.

`training/written/lists/` holds texts with questions and all the items that answer each. Every group of items that the
assistant finds near a question (`qa.listing.groups`) is a row: it is the list that is asked for, or not. A logistic
regression for each sort of group is fitted and written to `models/lists.json`. No question of an evaluation is among
them.
"""

from collections.abc import Iterator

from evaluation.kinds import same
from qa.assistant import Assistant
from qa.listing import carried
from qa.listing.announced import announced
from qa.listing.asked import as_question
from qa.listing.coordinated import coordinated, read
from qa.listing.groups import COORDINATED, FEATURES, SHIPPED, Group
from training.fitted import Fit, Row
from training.texts import Asked, Texts

RECALL, PRECISION = 0.75, 0.6  # shares of the items found, and of what is found that is an item, of a right group


def rows(number: int, texts: Texts, assistant: Assistant) -> Iterator[Row]:
    """The groups near every question that is not one of differing answers."""
    facts = assistant.facts
    for asked in texts.asked:
        question = as_question(asked.question)
        hits = facts.hits(question)
        if asked.differing or not hits:
            continue
        found = read(question, hits, facts)
        groups = [*announced(question, hits, facts), *carried.led(question, hits, facts)]
        groups += [group for one in found.judged for group in coordinated(question, one, found, facts)]
        for group in groups:
            note = f"{asked.question} | {' | '.join(item.text for item in group.items)}"
            yield Row(group.sort, group.features, is_right(group, asked), number, note)


def is_right(group: Group, asked: Asked) -> bool:
    """Whether a group is what is asked for; what sentences say themselves, whether it is all that they say of it."""
    shown = [item.text for item in group.items]
    wanted = [one for one in asked.answers if group.sort != COORDINATED or _is_near(one, group)]
    fitting = sum(same(words, asked.answers) for words in shown) / len(shown)
    found = sum(any(same(words, [one]) for words in shown) for one in wanted)
    many = len(asked.answers) > 1 or group.sort == COORDINATED
    return many and bool(wanted) and fitting >= PRECISION and found >= RECALL * len(wanted)


def _is_near(answer: str, group: Group) -> bool:
    """Whether an answer stands in the sentences of a group's items."""
    return any(item.document.text.find(answer, *item.around) >= 0 for item in group.items)


def main() -> None:
    """Fit, print how well it tells, and write."""
    Fit("lists", rows, FEATURES, SHIPPED, weight=0.03).run(__doc__)


if __name__ == "__main__":
    main()

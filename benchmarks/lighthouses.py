"""Small documents that differ in all that is asked about, for visitors who each ask about their own."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

QUESTIONS = (
    "When was the lighthouse of {name} built?",
    "Who keeps the lighthouse of {name}?",
    "How tall is the lighthouse of {name}?",
    "What colour is the lighthouse of {name}?",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A document and the questions about it, which no other document answers."""

    name: str
    text: str
    questions: tuple[str, ...]

    @property
    def file(self) -> str:
        """The document's name."""
        return f"{self.name}.txt"


def make_places(count: int, seed: int = 7) -> list[Place]:
    """So many lighthouses that differ in all that is asked about."""
    chance = random.Random(seed)
    names = _names(chance)
    places = []
    for number in range(count):
        name, keeper, other = next(names), next(names), next(names)
        colour = chance.choice(["red", "white", "green", "black", "yellow", "grey"])
        text = (
            f"The lighthouse of {name} was built in {1650 + number * 5 % 330}. It is {20 + number} metres tall.\n"
            f"{keeper} {other} keeps the lighthouse of {name} and lives beside it.\n"
            f"The lighthouse of {name} is painted {colour}, and its lamp turns once in {3 + number} seconds.\n"
        )
        questions = tuple(question.format(name=name) for question in QUESTIONS)
        places.append(Place(name, text, questions))
    return places


def _names(chance: random.Random) -> Iterator[str]:
    syllables = [
        "bar",
        "dun",
        "fel",
        "gor",
        "hal",
        "kin",
        "lor",
        "mar",
        "nes",
        "por",
        "ren",
        "sal",
        "tor",
        "vin",
        "wes",
    ]
    seen: set[str] = set()
    while True:
        name = "".join(chance.sample(syllables, 3)).capitalize()
        if name not in seen:
            seen.add(name)
            yield name

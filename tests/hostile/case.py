"""A hostile file, before it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Content = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A file made to do harm: its class, what it is, its suffix, and its bytes or what makes them.

    A `heavy` one costs seconds or gigabytes to make or to read, and is left to `make hostile`.
    """

    kind: str
    name: str
    suffix: str
    content: Content
    heavy: bool = False

    @property
    def data(self) -> bytes:
        """The file's bytes, made anew each time."""
        return self.content if isinstance(self.content, bytes) else self.content()

    @property
    def id(self) -> str:
        """What it is known by."""
        return f"{self.kind}: {self.name}"


def cases(kind: str, suffix: str, contents: Mapping[str, Content], heavy: bool = False) -> list[Case]:
    """Cases of one class and suffix."""
    return [Case(kind, name, suffix, content, heavy) for name, content in contents.items()]

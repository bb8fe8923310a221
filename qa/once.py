"""What is worked out once for an index, when it is first asked for, and forgotten with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from index.store import Index

Made = TypeVar("Made")


def per_index(make: Callable[[Index], Made]) -> Callable[[Index], Made]:
    """`make`, called once for each index; what it makes must not hold on to the index itself.

    An index that is replaced goes, and its documents' text with it. Two threads may both make it the first time.
    """
    made: WeakKeyDictionary[Index, Made] = WeakKeyDictionary()

    @wraps(make)
    def known(index: Index) -> Made:
        if index not in made:
            made[index] = make(index)
        return made[index]

    return known

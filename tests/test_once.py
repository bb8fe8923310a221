import gc
import weakref
from pathlib import Path

from made_facts import facts_over

from index.store import Index
from qa.once import per_index


def test_it_is_worked_out_once_for_each_index_and_goes_with_it(tmp_path: Path) -> None:
    asked: list[int] = []

    @per_index
    def size(index: Index) -> int:
        asked.append(len(index))
        return len(index)

    first = facts_over(tmp_path, note="One sentence. Two sentences.").index
    assert [size(first), size(first)] == [2, 2]
    assert asked == [2]
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is None

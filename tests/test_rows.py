from pathlib import Path

from made_facts import facts_over

from index.records import Hit
from qa.facts import Facts
from qa.reading.rows import singled_out

TABLE = """Jobs of the week

| Job | Who | Until |
| Paint the gate | Hanna Okor | 21 May |
| Mend the clock | Tom Lind | 5 June |
| Sweep the yard | Hanna Okor | 15 July |
"""


def _of_all(facts: Facts, *keys: str) -> list[str]:
    hits = [Hit(passage, 1.0, 0.5) for passage in facts.index.passages]
    return [hit.passage.text for hit in singled_out(hits, frozenset(keys), facts.index)]


def test_rows_that_say_nothing_of_what_another_names_are_left_out(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, jobs=TABLE)
    assert _of_all(facts, "lind") == ["Jobs of the week", "Mend the clock | Tom Lind | 5 June"]
    assert _of_all(facts, "hanna", "okor", "15")[1:] == ["Sweep the yard | Hanna Okor | 15 July"]


def test_where_nothing_tells_the_rows_apart_all_stay(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, jobs=TABLE, prose="Tom Lind sings. He is 15.")
    assert len(_of_all(facts)) == len(_of_all(facts, "nobody")) == len(_of_all(facts, "who")) == len(facts.index)
    assert {"Tom Lind sings.", "He is 15."} <= {*_of_all(facts, "hanna")}


def test_a_row_that_was_not_found_hides_no_other(tmp_path: Path) -> None:
    facts = facts_over(tmp_path, jobs=TABLE)
    other = [Hit(passage, 1.0, 0.5) for passage in facts.index.passages if "Tom" not in passage.text]
    assert singled_out(other, frozenset(["lind"]), facts.index) == other

from pathlib import Path

from made_facts import facts_over

from qa.plural.means import means, speak_of_one

ONE = "The bridge of Norby was closed in May. The storm had cracked the bridge."
ANOTHER = "In Norby the bridge is closed. A storm cracked it in May."
OTHER = "Rye bread needs flour and salt. The oven is hot by six."


def test_accounts_of_one_thing_are_near_and_others_are_not(tmp_path: Path) -> None:
    index = facts_over(tmp_path, one=ONE, another=ANOTHER, other=OTHER).index
    documents = {document.source.removesuffix(".txt"): document for document in index.documents}
    assert speak_of_one(documents["one"], documents["another"], index)
    assert speak_of_one(documents["one"], documents["one"], index)
    assert not speak_of_one(documents["one"], documents["other"], index)
    assert set(means(index)) == {document.source for document in index.documents}

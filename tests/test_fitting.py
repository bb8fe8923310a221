import pytest
from fake_encoder import FakeEncoder
from made import pointing

from qa.deciding.features import Asked
from qa.fitting import may_answer


@pytest.mark.parametrize(
    ("question", "text", "words", "may"),
    [
        ("Who is the prime minister of Denmark?", "Denmark's foreign minister, Ann Lee, left.", "Ann Lee", False),
        ("Who is the foreign minister of Denmark?", "Denmark's foreign minister, Ann Lee, left.", "Ann Lee", True),
        ("When did Amsel die?", "Thal went to Brazil, where he died in 1889.", "1889", False),
        ("When did he die?", "Thal went to Brazil, where he died in 1889.", "1889", True),
    ],
)
def test_a_name_need_not_be_one_in_the_documents(question: str, text: str, words: str, may: bool) -> None:
    asked = Asked.of(question, lambda _: 1, 100)
    assert may_answer(asked, pointing(text, words), FakeEncoder()) is may

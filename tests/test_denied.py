import pytest
from made import pointing

from qa.fitting.denied import is_denied

MODELS = "The Ember 2 and the Ember 4 are not affected; the Ember 3 is affected."


@pytest.mark.parametrize(
    ("question", "text", "words", "denied"),
    [
        ("Which model is affected?", MODELS, "The Ember 2", True),
        ("Which model is affected?", MODELS, "the Ember 3", False),
        ("Which models are not affected?", MODELS, "The Ember 2", False),
        ("Who signed the treaty?", "Norby never signed the treaty.", "Norby", True),
        ("Who signed the treaty?", "Norby had not signed the treaty, but Lund signed it.", "Lund", False),
        ("Who signed the treaty?", "Norby, which did not join, signed the treaty.", "Norby", False),
        ("What should owners not do?", "Owners should turn off the gas.", "turn off the gas", True),
        ("What should owners not do?", "Owners should not mend the hose.", "mend the hose", False),
        ("What must one not do?", "Never mark in red.", "mark in red", False),
        ("How did Norby react?", "It did not, as was feared, cut the cable.", "cut the cable", True),
        ("What did Norby do?", "It cut the cable, not the road.", "cut the cable", False),
        ("When does it open?", "It opens on Sundays, but not until noon.", "until noon", False),
        ("What caused the damp?", "He did not accept that the damp was caused by washing.", "washing", True),
        ("What caused the damp?", "There is no evidence that washing caused the damp.", "washing", True),
        (
            "What caused the damp?",
            "The tenant denies that washing caused it, and blames the gutter.",
            "the gutter",
            False,
        ),
        (
            "What does she deny?",
            "The tenant denies that washing caused the damp.",
            "washing caused the damp",
            False,
        ),
        ("Why was it not signed?", "It was not signed because of the fog.", "the fog", False),
    ],
)
def test_what_is_denied_is_not_said_of_it(question: str, text: str, words: str, denied: bool) -> None:
    assert is_denied(question, pointing(text, words)) is denied

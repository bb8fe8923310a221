"""Whether what the reader points at may answer: not where its sentence says itself that it is of something else."""

from index.encoder import Encoder
from index.lexical import terms
from qa.deciding.features import Asked, Candidate
from qa.fitting.ages import is_no_age, is_no_time
from qa.fitting.asked_for import is_of_another_kind
from qa.fitting.claims import is_of_the_other_side
from qa.fitting.denied import is_denied
from qa.fitting.designated import is_of_another
from qa.fitting.differences import is_difference, is_of_what_is_compared
from qa.fitting.doers import is_done_by_another
from qa.fitting.exclusive import is_of_the_other
from qa.fitting.fates import is_of_another_fate
from qa.fitting.holders import is_anothers
from qa.fitting.indirect import only_asks
from qa.fitting.intended import is_only_intended
from qa.fitting.lives import is_of_another_life
from qa.fitting.persons import answers_how_many
from qa.fitting.phases import is_of_another_phase
from qa.fitting.places import is_elsewhere
from qa.fitting.relative import is_outside
from qa.fitting.subsets import is_of_some
from qa.fitting.units import measures_something_else
from qa.words.clause import words_of


def _written_as_names(question: str) -> frozenset[str]:
    """The stems of what a question writes with a capital, which documents may have at the head of sentences alone."""
    words = [word for word in words_of(question) if word.is_word][1:]
    return frozenset(term for word in words if word.is_name for term in terms(word.text.removesuffix("'s")))


def may_answer(asked: Asked, candidate: Candidate, encoder: Encoder) -> bool:
    """Whether a candidate says nothing of itself for which it cannot be the answer."""
    question, names = asked.text, asked.names | _written_as_names(asked.text)
    return (
        not is_anothers(question, names, candidate)
        and not is_of_another_life(question, names, candidate)
        and not is_of_another_fate(question, candidate)
        and not is_of_another(question, candidate)
        and not is_of_the_other(question, candidate)
        and not is_of_another_kind(question, candidate)
        and not measures_something_else(question, candidate)
        and not is_no_age(question, candidate)
        and not is_no_time(question, candidate)
        and not only_asks(asked, candidate)
        and not is_of_some(question, candidate)
        and not is_outside(question, candidate)
        and not is_denied(question, candidate)
        and not is_difference(question, candidate)
        and not is_of_what_is_compared(question, candidate)
        and not is_done_by_another(question, candidate)
        and not is_only_intended(question, candidate)
        and not is_of_the_other_side(question, candidate)
        and not is_of_another_phase(question, candidate)
        and not is_elsewhere(question, names, candidate)
        and answers_how_many(question, candidate, encoder)
    )

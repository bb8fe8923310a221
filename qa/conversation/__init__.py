"""A follow-up and the conversation so far -> the question as it stands alone.

`turns` takes the questions and answers so far apart; `referents` says what they name, `mentions` puts those names where
a follow-up has a pronoun or a short mention, `ellipsis` asks an earlier question anew where a follow-up lacks a part,
and `readings` chooses among what it may mean. All that is seen of the documents is what stands around the quotations
of the answers.
"""

from qa.conversation.readings import TRIES, standalone
from qa.conversation.turns import core_of

__all__ = ["TRIES", "core_of", "standalone"]

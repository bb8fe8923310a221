"""A question -> the kind of answer it asks for."""

from enum import StrEnum


class QuestionKind(StrEnum):
    """What a question asks for."""

    FACT = "fact"  # a name, a date, a number, a place: a span
    LIST = "list"  # all of several things
    REASON = "reason"  # why, what for, in what manner
    POLAR = "polar"  # yes or no
    OVERVIEW = "overview"  # what it is all about
    ENTITY = "entity"  # what is said of somebody or something
    TIMELINE = "timeline"  # dated events in order
    FIND = "find"  # where words stand
    ABOUT = "about"  # the assistant itself

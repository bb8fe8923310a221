"""What can go wrong, as one short tree; every message is a sentence a person can act on.

QuotewiseError
├── DocumentsError      the documents' folder is missing, or is not a folder
├── FileError           a document's file is not there any more, or is another one now
├── IndexFormatError    the index folder cannot be used, and was left as it was
│   ├── MissingIndexError   there is no index in it yet
│   └── DamagedIndexError   it is incomplete or altered; building it again mends it
├── StoppedError        an update was ended before its index was whole; what was embedded is kept
└── ModelError          the encoder's or reader's weights are missing, or not the ones expected
"""


class QuotewiseError(Exception):
    """The root of every error this project raises on purpose."""


class DocumentsError(QuotewiseError):
    """The documents' folder cannot be read."""


class FileError(QuotewiseError):
    """A document's file cannot be shown: it is unknown, gone, or not what was indexed."""


class IndexFormatError(QuotewiseError):
    """The index folder is not ours to use: a file, unreadable, someone else's, or from a newer version."""


class MissingIndexError(IndexFormatError):
    """There is no index in the folder yet."""


class DamagedIndexError(IndexFormatError):
    """The index is ours but incomplete or altered; building it again mends it."""


class ModelError(QuotewiseError):
    """A model's weights are missing, or differ from the ones expected."""


class StoppedError(QuotewiseError):
    """An update was ended before its index was whole; what was embedded is kept, and the next one goes on from it."""

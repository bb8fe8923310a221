"""Coverage-guided fuzzing of what reads strangers' bytes: the loaders, a target a format, and the segmenter.

`python -m fuzz.run` needs atheris (requirements-fuzz.txt). What it found worth keeping is in `corpus`, a folder a
target, and is replayed by the tests, which need nothing but `targets`.
"""

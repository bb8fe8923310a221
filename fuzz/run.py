"""Fuzz one target for a while: `python -m fuzz.run TARGET [--seconds N] [--work DIR]`.

Coverage of the project's own Python and of the Python libraries that read files guides it; lxml, PDFium and the
segmenter behind `index.sentences` are native, and seen from outside alone. An input that breaks a promise is kept in
DIR/TARGET-findings, once for each place it is raised from, and the fuzzing goes on; a crash of the process is kept by
libFuzzer, and it is started anew for the time that is left.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
_INSTRUMENTED = ("index", "mammoth", "cobble", "email", "csv", "zipfile", "xml", "odf", "pptx", "openpyxl", "striprtf")
_LONGEST = 50_000  # bytes of an input that is made; a seed may be longer
_FLAGS = ("-timeout=60", "-rss_limit_mb=2000", "-use_value_profile=0", "-print_final_stats=1", "-reload=0")


def main() -> int:
    """Fuzz, and return how many findings there are, at most 100."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.run", description="Fuzz one target.")
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "quotewise-fuzz")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    made, findings = options.work / options.target, options.work / f"{options.target}-findings"
    for folder in (made, findings, CORPUS / options.target):
        folder.mkdir(parents=True, exist_ok=True)
    if options.inner:
        return _fuzz(options.target, options.seconds, made, findings)
    until = time.monotonic() + options.seconds
    while (left := round(until - time.monotonic())) > 0:
        arguments = [options.target, "--inner", "--seconds", str(left), "--work", str(options.work)]
        subprocess.run([sys.executable, "-m", "fuzz.run", *arguments], check=False)
    return min(100, len([*findings.iterdir()]))


def _fuzz(target: str, seconds: int, made: Path, findings: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=_INSTRUMENTED):
        from fuzz.targets import targets
        from index.formats.worker import load

        load(f".{target}" if target != "segmenter" else ".txt")
    check = targets()[target]

    def one_input(data: bytes) -> None:
        try:
            check(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            _keep(data, error, findings)

    mutate = {}
    if any(path.read_bytes()[:2] == b"PK" for path in (CORPUS / target).iterdir()):
        from fuzz.archives import mutated

        mutate = {"custom_mutator": mutated}
    flags = [*_FLAGS, f"-artifact_prefix={findings}/native-", f"-max_len={_LONGEST}", f"-max_total_time={seconds}"]
    atheris.Setup([sys.argv[0], *flags, str(made), str(CORPUS / target)], one_input, **mutate)
    atheris.Fuzz()
    return 0


def _keep(data: bytes, error: BaseException, findings: Path) -> None:
    """Write an input and what it raised, unless one that raised the same at the same place is smaller."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/fuzz/" not in f.filename]
    here = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    detail = str(error)[:25] if not frames else ""
    key = hashlib.sha256(repr((type(error).__name__, here, detail)).encode()).hexdigest()[:12]
    path = findings / key
    if path.exists() and path.stat().st_size <= len(data):
        return
    path.write_bytes(data)
    said = "".join(traceback.format_exception(error)[-6:])
    path.with_suffix(".why").write_text(said[:5000], "utf-8", "backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

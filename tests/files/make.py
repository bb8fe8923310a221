"""Makes the files beside it by real tools: `python tests/files/make.py`, with Chromium and LibreOffice installed.

They are committed, so that the tests need neither.
"""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")


def main() -> None:
    """Print the report to PDF, and save it as Writer does."""
    source = HERE / "report.html"
    _run(*CHROMIUM, f"--print-to-pdf={HERE / 'browser.pdf'}", source.as_uri())
    for name, filter_name in (("docx", "MS Word 2007 XML"), ("odt", "writer8"), ("epub", "EPUB")):
        _run("soffice", "--headless", "--convert-to", f"{name}:{filter_name}", "--outdir", str(HERE), str(source))
        shutil.move(HERE / f"report.{name}", HERE / f"writer.{name}")
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(HERE / "writer.docx"))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


if __name__ == "__main__":
    main()

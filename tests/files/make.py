"""Makes the files beside it by real tools: `python tests/files/make.py`, on Debian with the packages

    chromium libreoffice fonts-dejavu hyphen-en-us fonts-linuxlibertine pandoc groff poppler-utils img2pdf qpdf

They are committed, so that the tests need none of these.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")
RTF = "rtf:Rich Text Format"


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as folder:
        _report()
        _survey(Path(folder))
        _closed(Path(folder))
        _office("slides.pptx", HERE / "slides.md")
    _run("soffice", "--headless", "--convert-to", "odp", "--outdir", str(HERE), str(HERE / "slides.pptx"))
    for name in ("ods", "xlsx"):
        _run("soffice", "--headless", "--convert-to", name, "--outdir", str(HERE), str(HERE / "prices.fods"))


def _report() -> None:
    """Web pages: printed by the browser, and one of them saved by the word processor."""
    source = HERE / "report.html"
    _run(*CHROMIUM, f"--print-to-pdf={HERE / 'browser.pdf'}", source.as_uri())
    _run(*CHROMIUM, f"--print-to-pdf={HERE / 'fees.pdf'}", (HERE / "fees.html").as_uri())
    columns = (HERE / "columns.html").as_uri()
    _run(*CHROMIUM, "--no-pdf-header-footer", f"--print-to-pdf={HERE / 'columns.pdf'}", columns)
    for name, filter_name in (("docx", "MS Word 2007 XML"), ("odt", "writer8"), ("epub", "EPUB")):
        _run("soffice", "--headless", "--convert-to", f"{name}:{filter_name}", "--outdir", str(HERE), str(source))
        shutil.move(HERE / f"report.{name}", HERE / f"writer.{name}")
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(HERE / "writer.docx"))


def _survey(folder: Path) -> None:
    """A text with notes, in two columns with headers, footers and hyphens: by the word processor, and by troff."""
    text, flat = HERE / "survey.md", folder / "survey.fodt"
    _run("pandoc", "-t", "opendocument", f"--template={HERE / 'survey.fodt.template'}", str(text), "-o", str(flat))
    for name in ("pdf", "odt", "docx", RTF):
        _run("soffice", "--headless", "--convert-to", name, "--outdir", str(HERE), str(flat))
    _office("survey.epub", text)
    lines = folder / "survey.ms"
    _run("pandoc", "-t", "ms", f"--template={HERE / 'survey.ms.template'}", str(text), "-o", str(lines))
    with (HERE / "troff.pdf").open("wb") as pdf:
        subprocess.run(
            ["groff", "-Kutf8", "-t", "-ms", "-Tpdf", "-P-p5.6i,5.8i", str(lines)], check=True, stdout=pdf, timeout=60
        )


def _closed(folder: Path) -> None:
    """Of the survey: a scan of its first page, one that nobody can open, and one that anybody can."""
    survey = str(HERE / "survey.pdf")
    _run("pdftoppm", "-l", "1", "-r", "75", "-gray", "-jpeg", survey, str(folder / "page"))
    _run("img2pdf", *map(str, sorted(folder.glob("page*.jpg"))), "-o", str(HERE / "scan.pdf"))
    _run("qpdf", "--encrypt", "secret", "owner", "256", "--", survey, str(HERE / "locked.pdf"))
    _run("qpdf", "--encrypt", "", "owner", "256", "--", survey, str(HERE / "sealed.pdf"))


def _office(name: str, source: Path) -> None:
    _run("pandoc", "-s", "--metadata=title:The mills of the Vorn", str(source), "-o", str(HERE / name))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


if __name__ == "__main__":
    main()

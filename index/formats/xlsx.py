"""Workbooks: openpyxl reads the cells, as they were when the workbook was saved; a row is a line."""

import io
from typing import Any

from openpyxl import load_workbook

from index.formats.archive import checked, opened
from index.formats.cells import shown
from index.formats.csv import add_sheet
from index.formats.extracted import Composer, Extracted, RefusedError

_MOST_CELLS = 5_000_000


def extract(data: bytes) -> Extracted:
    """The text of an .xlsx file, sheet by sheet; hidden sheets are left out."""
    archive = opened(data)
    if "[Content_Types].xml" not in archive.namelist():
        raise RefusedError("it is not what its name says")
    checked(archive)
    composer = Composer()
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                composer.place("sheet", sheet.title)
                add_sheet(_rows(sheet), composer)
    except RefusedError:
        raise
    except Exception as error:
        # A damaged file is met anywhere in the library, as whatever it stumbles over.
        raise RefusedError("it is damaged, or not what its name says") from error
    return composer.done()


def _rows(sheet: Any) -> list[list[str]]:
    """The cells as they are shown, empty rows included, so that a row's number is its place."""
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    rows, cells = [], 0
    for row in sheet.iter_rows():
        shown_row = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        while shown_row and not shown_row[-1]:
            shown_row.pop()
        cells += 1 + len(shown_row)
        if cells > _MOST_CELLS:
            raise RefusedError(f"it has more than {_MOST_CELLS:,} cells; split it")
        rows.append(shown_row)
    return rows

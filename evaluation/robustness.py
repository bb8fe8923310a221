"""The promises about keeping up to date, keeping whole and keeping out, and what shows each: `make promises`.

Runs the tests named here and writes a table of how many cases of each promise hold; long runs have commands and result
files of their own, from which the figures are taken.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "evaluation" / "results"
RESULT = RESULTS / "robustness.md"
LONG_RUNS = "## Long runs"
TITLE = """# What is promised, and what shows it

Made by `make promises` (`python -m evaluation.robustness`), which runs the tests named below `tests/`. The long runs
have commands of their own; `make promises ARGS=--figures` takes in what they have left.
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence, and the tests that show it: a module of tests/, or `module::test`."""

    sentence: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Long:
    """A run with a command and a result file of its own, in which the figures `rows` stand, by the start of a row."""

    sentence: str
    command: str
    file: str
    rows: tuple[str, ...]
    unit: str = ""


def _of(sentence: str, *tests: str) -> Promise:
    return Promise(sentence, tests)


SECTIONS: dict[str, tuple[Promise, ...]] = {
    "Formats": (
        _of(
            "each format yields text and a map to page, slide, sheet, row or heading, on files that real tools made",
            "test_formats::test_every_sentence_of_a_real_file_is_whole_and_in_order",
            "test_formats::test_a_place_is_what_a_person_finds_in_the_file",
            "test_formats::test_every_format_knows_the_headings_and_keeps_the_rows",
            "test_formats::test_slides_have_numbers_titles_and_notes",
            "test_formats::test_a_workbook_says_what_its_cells_show_and_where",
            "test_formats::test_a_message_is_its_headers_its_text_and_the_names_of_what_is_attached",
            "test_formats::test_all_of_a_messages_text_is_read_once",
            "test_formats::test_rtf_is_read_as_a_word_processor_shows_it",
            "test_formats::test_a_heading_in_a_style_of_its_own_is_a_heading",
            "test_formats::test_a_chapter_is_called_what_the_contents_call_it_where_it_has_no_heading",
            "test_panel::test_lines_are_those_an_editor_shows_however_they_end",
            "test_markdown",
        ),
        _of(
            "ligatures, hyphenation, headers and footers, columns, tables and notes in PDFs",
            "test_formats::test_letters_that_are_drawn_as_one_are_read_as_they_are_typed",
            "test_formats::test_columns_hyphens_and_notes_leave_every_sentence_whole_and_in_order",
            "test_formats::test_headers_and_footers_that_run_through_a_document_are_no_text",
            "test_formats::test_the_cells_of_a_row_stay_together",
            "test_formats::test_the_note_at_the_foot_of_a_page_is_shown_with_the_page",
            "test_formats::test_a_page_that_a_browser_printed_is_read_like_the_page_with_its_tables_rows_whole",
            "test_formats::"
            "test_narrow_columns_whose_words_stand_far_apart_are_read_like_the_page_they_were_printed_from",
            "test_pdf_pages",
            "test_pdf_tables",
        ),
        _of(
            "a scanned PDF without text says so, and so does every file that cannot be read",
            "test_formats::test_a_pdf_that_says_nothing_is_left_out_and_says_why",
            "test_formats::test_a_file_that_cannot_be_read_is_left_out_with_the_reason",
        ),
        _of(
            "the panel shows a citation's page, and a link opens the PDF there; a visitor's own for that visitor alone",
            "test_formats::test_a_sentence_is_on_the_page_where_it_is_printed",
            "test_source",
            "browser/test_file",
            "test_uploads::test_a_citation_of_a_visitors_pdf_leads_to_its_page_of_the_file",
            "test_uploads::test_a_visitors_pdf_is_opened_by_that_visitor_and_by_nobody_else",
            "test_uploads::test_where_people_log_in_a_visitors_pdf_is_opened_by_that_login_alone",
        ),
    ),
    "Up to date": (
        _of(
            "added, changed, renamed and deleted files are noticed at start and while running",
            "test_watch::test_a_change_is_noticed",
            "test_watch::test_what_is_in_a_new_folder_is_noticed",
            "test_watch::test_where_notifications_fail_it_looks_instead",
            "test_watch::test_a_folder_that_goes_and_comes_back_is_still_watched",
            "test_keep::test_an_added_file_is_answered_from",
            "test_keep::test_an_altered_file_is_answered_from_as_it_is_now",
            "test_keep::test_what_changed_while_nothing_ran_is_noticed_at_the_start",
        ),
        _of(
            "only what changed is embedded",
            "test_build::test_where_nothing_changed_nothing_is_embedded_and_nothing_written",
            "test_build::test_of_a_changed_file_only_the_new_sentences_are_embedded",
            "test_build::test_a_renamed_file_is_embedded_by_no_one",
            "test_build::test_equal_texts_are_embedded_once",
            "test_keep::test_a_renamed_file_is_cited_by_its_new_name_and_not_embedded",
        ),
        _of(
            "deleted text is never served again: not in an answer, the running chat, the open panel or a follow-up",
            "test_current",
            "test_keep::test_what_a_deleted_file_said_is_never_said_again",
            "test_keep::test_what_an_altered_file_no_longer_says_is_not_said",
            "test_cli::test_chat_answers_from_the_files_as_they_are_at_each_question",
            "test_keep::test_a_deleted_file_is_not_answered_from_while_a_long_update_goes_on",
            "test_watch::test_an_altered_file_is_noticed_even_where_size_and_date_are_the_same",
            "browser/test_status::test_a_deleted_documents_words_leave_the_open_page_by_themselves",
        ),
        _of(
            "a duplicate is indexed once and cited under each name",
            "test_build::test_files_of_the_same_bytes_are_indexed_once_and_keep_their_names",
            "test_keep::test_a_duplicate_that_is_left_is_cited_by_the_name_it_has",
        ),
        _of(
            "progress in the page, the terminal and GET /health; a file that fails is listed with its reason",
            "test_status",
            "test_keep::test_progress_is_told_in_files_and_passages_with_a_rate",
            "test_keep::test_files_left_out_are_listed_with_the_reason",
            "test_keep::test_health_says_how_far_it_is_and_names_no_file",
            "browser/test_status::test_progress_moves_and_the_new_documents_appear_when_it_is_done",
        ),
        _of(
            "the old index answers until the new one is whole",
            "test_keep::test_a_failure_is_told_and_the_old_index_goes_on_answering",
            "test_keep::test_answers_asked_during_swaps_are_each_of_one_whole_index",
        ),
        _of(
            "cancel works, and nothing embedded is lost",
            "test_keep::test_stopping_keeps_the_old_index_and_what_was_embedded",
            "test_keep::test_closing_ends_the_work_at_once_and_keeps_it",
            "test_build::test_an_update_can_be_stopped_while_it_reads_or_waits",
            "browser/test_status::test_indexing_can_be_stopped_and_gone_on_with",
        ),
    ),
    "Never corrupted": (
        _of(
            "each byte region of each index file damaged in turn: detected, never served, built anew",
            "test_corruption::test_harm_to_any_region_of_any_file_is_noticed_and_mended",
            "test_corruption::test_a_harmed_file_of_each_kind_is_built_anew",
            "test_corruption::test_a_bad_place_on_the_disk_is_damage",
            "test_store::test_one_altered_byte_in_any_file_is_noticed",
            "test_store::test_a_missing_shortened_or_surplus_file_is_noticed",
            "test_journal",
        ),
        _of(
            "two processes indexing at once",
            "test_corruption::test_processes_that_index_what_changes_under_them_leave_a_whole_index",
            "test_build::test_two_processes_at_once_do_the_work_once",
        ),
        _of(
            "disk full",
            "test_corruption::test_where_a_file_cannot_grow_the_old_index_stays_whole",
            "test_corruption::test_on_a_full_disk_the_old_index_stays_whole_and_there_is_room_again_later",
            "test_store::test_a_full_disk_is_named_and_the_old_index_stays",
        ),
        _of("read-only folder", "test_corruption::test_a_folder_that_cannot_be_written_is_used_as_it_is_or_named"),
        _of("clock jumps", "test_corruption::test_a_clock_that_jumps_hides_no_change_and_makes_none"),
    ),
    "Hostile input": (
        _of(
            "no file, name, link or device crashes it, holds it up, leaves the folder or runs script",
            "test_hostile",
            "browser/test_hostile",
        ),
        _of("a time and memory bound per file, enforced in a child process", "test_child"),
        _of("what fuzzing found stays found", "test_fuzz"),
    ),
    "Who gets in": (
        _of(
            "loopback unless told otherwise; another host without --auth refuses to start unless --insecure",
            "test_app::test_host_that_others_reach_needs_passwords",
            "test_app::test_other_hosts_are_served_when_asked_for_with_a_word_on_what_that_means",
        ),
        _of(
            "passwords from the environment or a file",
            "test_auth",
            "test_app::test_variable_with_passwords_shuts_the_page",
        ),
        _of(
            "login attempts throttled",
            "test_throttle",
            "test_door::test_guessing_is_slowed_down_even_for_the_right_password_and_says_until_when",
        ),
        _of(
            "TrustedHost and a content-security policy",
            "test_app::test_every_answer_carries_the_security_headers",
            "test_app::test_other_host_names_are_turned_away",
            "test_app::test_host_names_that_can_be_pointed_here_are_not_trusted",
            "test_app::test_requests_from_other_sites_are_turned_away",
            "browser/test_safety::test_markup_that_got_in_would_not_run",
        ),
        _of(
            "every endpoint that is not public answers 401, by every method",
            "test_door::test_every_path_of_the_app_is_shut_without_a_session",
            "test_door::test_made_up_sessions_are_none",
            "test_door::test_app_answers_what_the_page_needs_and_nothing_else",
        ),
        _of(
            "the API cannot reach files",
            "test_door::test_no_path_leads_to_a_file",
            "test_door::test_no_event_leads_to_a_file",
            "test_source",
        ),
        _of(
            "a session cannot read another's chat or uploads",
            "test_uploads::test_a_visitors_pdf_is_opened_by_that_visitor_and_by_nobody_else",
            "test_uploads::test_where_people_log_in_a_visitors_pdf_is_opened_by_that_login_alone",
            "test_uploads::test_files_are_brought_listed_and_taken_away_by_their_visitor",
            "test_door::test_conversations_of_one_session_name_are_as_many_as_there_are_browsers",
            "test_door::test_conversations_are_kept_apart_between_logins_too",
            "test_door::test_answer_goes_to_the_browser_that_asked_and_to_no_other",
            "test_door::test_other_browsers_cannot_end_a_session",
            "test_door::test_the_inner_name_of_a_session_is_not_told_and_would_not_help",
        ),
    ),
    "Files of one's own": (
        _of(
            "asked with the others, cited alike, and never seen by another visitor",
            "browser/test_uploads",
            "test_uploads::test_what_a_visitor_brings_answers_that_visitor_alone",
            "test_uploads::test_files_are_brought_listed_and_taken_away_by_their_visitor",
            "test_uploads::test_what_a_browser_says_of_who_it_is_is_not_believed",
        ),
        _of(
            "removed with the session, and nothing of them stays",
            "test_uploads::test_a_file_taken_away_answers_no_more",
            "test_uploads::test_logging_out_deletes_what_was_brought",
            "test_uploads::test_what_was_brought_is_deleted_when_it_is_noticed_that_the_login_ran_out",
            "test_uploads::test_what_comes_late_of_a_visitor_who_left_is_not_kept",
            "test_uploads::test_the_files_of_who_left_are_deleted",
            "test_uploads::test_nothing_stays_of_files_whose_visitor_left_while_they_were_indexed",
            "test_uploads::test_what_a_killed_process_left_is_deleted_and_what_a_living_one_has_is_not",
        ),
        _of(
            "limits on size, number and total, each in words",
            "test_uploads::test_each_limit_says_what_it_is",
            "test_uploads::test_all_visitors_together_have_limits_too",
            "test_uploads::test_what_is_added_for_everybody_has_limits_in_words",
        ),
        _of(
            "with --allow-upload library they join the documents, and never replace one",
            "test_uploads::test_a_file_for_everybody_joins_the_documents_and_never_replaces_one",
            "test_uploads::test_a_file_for_everybody_is_answered_from_without_a_restart",
            "test_uploads::test_a_pdf_for_everybody_is_opened_by_everybody",
        ),
        _of(
            "indexed with progress beside the questions of others, and while the library is read for the first time",
            "test_uploads::test_everybodys_documents_answer_while_a_visitors_are_indexed",
            "test_uploads::test_one_visitors_many_files_do_not_keep_another_visitor_waiting",
            "test_uploads::test_a_visitors_files_answer_while_everybodys_are_indexed_for_the_first_time",
        ),
    ),
    "Under load": (
        _of(
            "a slow or vanished client holds nobody up",
            "test_connections::test_vanished_and_idle_clients_hold_nobody_up",
            "test_connections::test_request_whose_head_does_not_come_is_not_waited_for",
            "test_connections::test_a_second_request_s_head_is_not_waited_for_either",
            "test_connections::test_body_that_does_not_come_is_not_waited_for",
        ),
        _of(
            "SIGTERM ends cleanly within five seconds",
            "test_connections::test_signal_ends_the_app_in_time_and_without_a_word",
            "test_connections::test_signal_ends_the_app_while_it_opens_the_documents",
        ),
        _of("the load test fails where a promise is broken", "test_verdict"),
    ),
}

LONG = (
    Long(
        "killed (SIGKILL) at 200 random moments while indexing",
        "make kills",
        "kills.md",
        ("opened afterwards: damaged", "passages compared", "questions answered", "**words or vectors"),
    ),
    Long(
        "many users at once for five minutes",
        "make load",
        "load.md",
        ("errors", "answers, chats", "p95", "memory", "SIGTERM"),
    ),
    Long("hostile files", "make hostile", "hostile.md", ("**all files",), " cases"),
    Long(
        "loaders and segmenter fuzzed",
        "make fuzz",
        "fuzz.md",
        ("segmenter", "txt", "md", "html", "xhtml", "pdf", "docx", "epub", "csv", "eml", "rtf", "odt", "xlsx", "pptx"),
        " minutes",
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test as pytest ran it: its module below tests/, the test, what became of it and what it noted."""

    module: str
    test: str
    passed: bool
    skipped: bool
    noted: tuple[tuple[str, str], ...] = ()


def run(promises: Iterable[Promise]) -> list[Case]:
    """Run the tests that the promises name."""
    wanted = sorted({_path(test) for promise in promises for test in promise.tests})
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-o", "junit_family=xunit1", *wanted]
        subprocess.run(command, cwd=ROOT, check=False)
        if not report.exists():
            raise SystemExit("error: the tests could not be run")
        return [_case(one) for one in ElementTree.parse(report).iter("testcase")]


def _path(test: str) -> str:
    module, _, name = test.partition("::")
    return f"tests/{module}.py{'::' + name if name else ''}"


def _case(element: ElementTree.Element) -> Case:
    kinds = {child.tag for child in element}
    noted = tuple((p.get("name", ""), p.get("value", "")) for p in element.iter("property"))
    module = element.get("classname", "").removeprefix("tests.").replace(".", "/")
    test = element.get("name", "").partition("[")[0]
    return Case(module, test, not kinds & {"failure", "error", "skipped"}, "skipped" in kinds, noted)


def row(promise: Promise, cases: Sequence[Case]) -> tuple[str, bool]:
    """A promise as a row of a table, and whether it holds: every test of it ran, and none failed."""
    shown = True
    mine: list[Case] = []
    for test in promise.tests:
        module, _, name = test.partition("::")
        found = [case for case in cases if case.module == module and name in {"", case.test}]
        shown &= any(case.passed for case in found)
        mine += found
    held = shown and all(case.passed or case.skipped for case in mine)
    passed, skipped = sum(case.passed for case in mine), sum(case.skipped for case in mine)
    noted: dict[str, int] = {}
    for what, count in (pair for case in mine for pair in case.noted):
        noted[what] = noted.get(what, 0) + int(count)
    more = "".join(f"; {count:,} {what}" for what, count in noted.items())
    files = ", ".join(sorted({f"`{_path(test).partition('::')[0].removeprefix('tests/')}`" for test in promise.tests}))
    measured = f"{passed} of {len(mine) - skipped} cases{f', {skipped} skipped' if skipped else ''}{more}"
    return f"| {promise.sentence} | {files} | {measured} | {'yes' if held else '**no**'} |", held


def figures(run: Long, folder: Path = RESULTS) -> str:
    """A long run as a row of a table, with the figures its file holds."""
    path = folder / run.file
    if not path.exists():
        return f"| {run.sentence} | `{run.command}` | not measured |"
    found = []
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip().strip("*") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if len(cells) > 1 and line.startswith(tuple(f"| {start}" for start in run.rows)):
            found.append(f"{cells[0]}: {cells[1]}{run.unit}")
    return f"| {run.sentence} | `{run.command}` | {'; '.join(found) or 'see'} ([{run.file}]({run.file})) |"


def figures_only() -> str:
    """The table as it is, with the figures of the long runs of now."""
    before = RESULT.read_text("utf-8").partition(f"\n{LONG_RUNS}")[0]
    return before + _long_runs()


def _long_runs() -> str:
    rows = ["", LONG_RUNS, "", "| what | command | measured |", "|---|---|---|", *map(figures, LONG), ""]
    return "\n".join(rows)


def tables(cases: Sequence[Case]) -> tuple[str, bool]:
    """A table for each section, and whether every promise holds."""
    lines: list[str] = []
    holds = True
    for section, promises in SECTIONS.items():
        rows = [row(promise, cases) for promise in promises]
        holds &= all(held for _, held in rows)
        lines += ["", f"## {section}", "", "| promise | tests | measured | holds |", "|---|---|---|---|"]
        lines += [text for text, _ in rows]
    return "\n".join(lines), holds


def main() -> int:
    """Run the tests and keep the table; 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", action="store_true", help="run no test; take in what the long runs have left")
    text, holds = "", True
    if parser.parse_args().figures:
        text = figures_only()
    else:
        shown, holds = tables(run(promise for promises in SECTIONS.values() for promise in promises))
        text = f"{TITLE}{shown}\n{_long_runs()}"
    RESULT.write_text(text, "utf-8")
    print(text)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

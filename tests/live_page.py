"""The page on a free port of this machine, in a thread."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from page.layout import Before, build_page
from page.protocol import Allowed, Assistant
from page.serve import THIS_MACHINE, Access, address_to_open, listen, server
from page.uploads import BRING


@contextmanager
def served(assistant: Assistant, access: Access = THIS_MACHINE, before: Before = lambda visitor: None) -> Iterator[str]:
    """The address of a page for this assistant, for those who have access; `before` answers those with own files."""
    host = "127.0.0.1"
    with listen(host, 0) as listener:
        bring = BRING[Allowed.SESSION if access.shelf else Allowed.NONE]
        page = build_page(assistant, can_log_out=access.passwords is not None, bring=bring, before=before)
        running = server(page, host, access, assistant)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not running.started and thread.is_alive():
            time.sleep(0.02)
        yield address_to_open(host, listener.getsockname()[1], "https" if access.certificate else "http")
        running.should_exit = True
        thread.join(timeout=10)

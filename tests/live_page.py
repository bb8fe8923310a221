"""The page on a free port of this machine, in a thread."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from page.layout import build_page
from page.protocol import Assistant
from page.serve import THIS_MACHINE, Access, address_to_open, listen, server


@contextmanager
def served(assistant: Assistant, access: Access = THIS_MACHINE) -> Iterator[str]:
    """The address of a page for this assistant, for those who have access."""
    host = "127.0.0.1"
    with listen(host, 0) as listener:
        page = build_page(assistant, can_log_out=access.passwords is not None)
        running = server(page, host, access, assistant)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not running.started and thread.is_alive():
            time.sleep(0.02)
        yield address_to_open(host, listener.getsockname()[1], "https" if access.certificate else "http")
        running.should_exit = True
        thread.join(timeout=10)

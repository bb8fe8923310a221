"""`app.py` with an assistant that needs no models, as a program of its own: `python tests/served_app.py SECONDS ...`.

A question that begins with "slow" takes SECONDS to answer. The other arguments are the app's.
"""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1]))

from fake_assistant import FakeAssistant

import app
from page.connections import leave

if __name__ == "__main__":
    slow = float(sys.argv[1])
    assistant = FakeAssistant(delay=lambda question: slow if question.startswith("slow") else 0.0)
    stand_in = ModuleType("qa.keep")
    stand_in.Keeper = SimpleNamespace(open=lambda *_: assistant)  # type: ignore[attr-defined]
    sys.modules["qa.keep"] = stand_in
    leave(app.main(sys.argv[2:]))

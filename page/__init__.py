"""The page: a chat on the left, the source of what it says on the right. Nothing leaves this machine."""

import os

# Gradio reads this when it is imported, and would look up its newest version otherwise.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

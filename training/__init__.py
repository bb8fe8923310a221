"""How the reader was trained, quantised and calibrated. Run by hand; nothing here is needed to use the assistant."""

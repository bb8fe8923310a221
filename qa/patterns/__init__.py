"""What is told by where and how it is written, whatever kind of question it is asked by."""

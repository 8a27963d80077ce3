"""Trials that take long: a soak of the whole bot, fuzzing of what reads and shows text, and kill -9 under votes."""

"""Verdicts on entries: at a glance, everything about one with what a member may do, and several side by side."""

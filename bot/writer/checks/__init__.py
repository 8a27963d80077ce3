"""The checks of a draft, a module for each kind; each gives the faults that it finds."""
